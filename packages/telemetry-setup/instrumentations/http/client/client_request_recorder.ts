// Hot path: everything here runs once an outgoing request.
import {
  type Attributes,
  type Context,
  context,
  diag,
  type Histogram,
  type Logger,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapSetter,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
  METRIC_HTTP_CLIENT_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { currentTime } from "../../../clock/current_time.ts";
import { now } from "../../../clock/now.ts";
import type { InstrumentationConfig, InstrumentationProviders } from "../../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../../instrumentation_scope.ts";
import { isWithoutTracing } from "../../is_without_tracing.ts";
import { DURATION_BUCKETS } from "../duration_buckets.ts";
import { createHttpSideSettings, type HttpSideSettings } from "../http_side_settings.ts";
import { type OpenRequest, OpenRequests } from "../open_requests.ts";
import { parseRequestUrl } from "../parse_request_url.ts";
import { recordException } from "../record_exception.ts";
import { describeClientError } from "./describe_client_error.ts";
import { describeClientRequest, type OutgoingRequest } from "./describe_client_request.ts";

/** What is known when the headers of an answer are there. */
export interface ClientResponse {
  readonly status: number;
  /** Called only where headers are to be captured. */
  readonly headers: () => Headers;
  /** Such as `1.1`, where the client tells it. */
  readonly protocolVersion?: string;
  /** Where it really went, if only the connection tells. */
  readonly url?: string;
}

/**
 * One outgoing request being recorded. Of all that ends it only the first call counts, and nothing
 * here ever throws.
 */
export interface RecordedClientRequest {
  /** Writes the trace context for the receiver. */
  inject<C>(carrier: C, setter: TextMapSetter<C>): void;
  /** The answer's headers are there. */
  respond(response: ClientResponse): void;
  /** It is over: the body was read to its end, or given up. */
  end(): void;
  /** It was over when the headers were there: nobody reads the body. */
  endAtHeaders(): void;
  /** There is no answer, or it broke off. */
  fail(error: unknown): void;
  /** Somebody else records it. */
  discard(): void;
}

/** Records CLIENT spans and `http.client.request.duration`. */
export interface ClientRequestRecorder extends Disposable {
  /** Whether a request to this URL, made now, is to be recorded. Never throws. */
  wants(url: string): boolean;
  /** @returns `undefined` if it cannot be recorded: it is sent all the same. Never throws. */
  start(request: OutgoingRequest): RecordedClientRequest | undefined;
  /** Whether the span with this id is one of a request that has not ended. */
  isUnderWay(spanId: string): boolean;
}

/**
 * Creates what records HTTP requests of clients by the stable semantic conventions. When it is
 * disposed of, what is under way is recorded as far as it is known.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-client}
 */
export function createClientRequestRecorder(
  { tracerProvider, meterProvider, loggerProvider }: InstrumentationProviders,
  config: InstrumentationConfig,
): ClientRequestRecorder {
  const scope = instrumentationScope("http-client");
  const settings = createHttpSideSettings("client", config);
  const { excludedUrls } = settings;
  const instruments: Instruments = {
    tracer: tracerProvider.getTracer(scope, SCOPE_VERSION),
    logger: loggerProvider.getLogger(scope, SCOPE_VERSION),
    duration: meterProvider.getMeter(scope, SCOPE_VERSION).createHistogram(
      METRIC_HTTP_CLIENT_REQUEST_DURATION,
      {
        unit: "s",
        description: "Duration of HTTP client requests.",
        advice: { explicitBucketBoundaries: DURATION_BUCKETS },
      },
    ),
    settings,
    open: new OpenRequests(),
  };
  return {
    wants: (url) => !isWithoutTracing(context.active()) && excludedUrls?.test(url) !== true,
    start(request) {
      try {
        return new Recording(request, instruments);
      } catch (error) {
        diag.warn("Cannot record an outgoing HTTP request", error);
        return undefined;
      }
    },
    isUnderWay: (spanId) => [...instruments.open].some((recorded) => recorded.spanId === spanId),
    [Symbol.dispose]() {
      for (const recorded of instruments.open) recorded.endAtHeaders();
    },
  };
}

interface Instruments {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly duration: Histogram;
  readonly settings: HttpSideSettings;
  /** Not ended yet. */
  readonly open: OpenRequests<Recording>;
}

class Recording implements RecordedClientRequest, OpenRequest {
  position = -1;
  readonly #startedAt = now();
  readonly #instruments: Instruments;
  readonly #method: string;
  readonly #host: string;
  readonly #span: Span;
  readonly #context: Context;
  #port: number | undefined;
  #status: number | undefined = undefined;
  #protocolVersion: string | undefined = undefined;
  #errorType: string | undefined = undefined;
  #headersAt: number | undefined = undefined;

  constructor(request: OutgoingRequest, instruments: Instruments) {
    const described = describeClientRequest(request, instruments.settings);
    const parent = context.active();
    this.#instruments = instruments;
    this.#method = described.method;
    this.#host = described.host;
    this.#port = described.port;
    const { name, attributes } = described;
    // The end may be told long after it was: both times are from one clock.
    const startTime = currentTime(this.#startedAt);
    const options = { kind: SpanKind.CLIENT, attributes, startTime };
    this.#span = instruments.tracer.startSpan(name, options, parent);
    this.#context = trace.setSpan(parent, this.#span);
    instruments.open.add(this);
  }

  get spanId(): string {
    return this.#span.spanContext().spanId;
  }

  inject<C>(carrier: C, setter: TextMapSetter<C>): void {
    guarded(() => propagation.inject(this.#context, carrier, setter));
  }

  respond({ status, headers, protocolVersion, url }: ClientResponse): void {
    if (this.position < 0) return;
    this.#headersAt = now();
    this.#status = status;
    this.#protocolVersion = protocolVersion;
    if (status >= 400) this.#errorType = String(status);
    const { captureResponseHeaders, redactUrl } = this.#instruments.settings;
    if (url !== undefined) {
      const { port } = parseRequestUrl(url);
      if (port !== undefined) {
        this.#port = port;
        this.#span.setAttribute(ATTR_SERVER_PORT, port);
      }
      this.#span.setAttribute(ATTR_URL_FULL, redactUrl(url));
    }
    if (captureResponseHeaders === undefined || !this.#span.isRecording()) return;
    guarded(() => {
      const captured: Attributes = {};
      captureResponseHeaders(headers(), captured);
      this.#span.setAttributes(captured);
    });
  }

  end(): void {
    if (this.#close()) guarded(() => this.#record(now()));
  }

  endAtHeaders(): void {
    if (this.#close()) guarded(() => this.#record(this.#headersAt ?? now()));
  }

  fail(error: unknown): void {
    if (this.#close()) guarded(() => this.#recordFailure(error));
  }

  discard(): void {
    this.#close();
  }

  /** @returns Whether it was open. */
  #close(): boolean {
    if (this.position < 0) return false;
    this.#instruments.open.remove(this);
    return true;
  }

  #recordFailure(error: unknown): void {
    const { settings, logger } = this.#instruments;
    const { errorType, message, thrown } = describeClientError(error, settings.redactText);
    this.#errorType = errorType;
    recordException(this.#span, thrown, {
      side: "client",
      context: this.#context,
      logger,
      settings,
    });
    this.#record(now(), message);
  }

  #record(time: number, message?: string): void {
    const span = this.#span;
    // What came of it; the rest is on the span from its start.
    const outcome: Attributes = {};
    if (this.#status !== undefined) outcome[ATTR_HTTP_RESPONSE_STATUS_CODE] = this.#status;
    if (this.#protocolVersion !== undefined) {
      outcome[ATTR_NETWORK_PROTOCOL_VERSION] = this.#protocolVersion;
    }
    if (this.#errorType !== undefined) outcome[ATTR_ERROR_TYPE] = this.#errorType;
    if (span.isRecording()) {
      span.setAttributes(outcome);
      if (this.#errorType !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR, ...message !== undefined && { message } });
      }
      span.end(currentTime(time));
    }
    outcome[ATTR_HTTP_REQUEST_METHOD] = this.#method;
    outcome[ATTR_SERVER_ADDRESS] = this.#host;
    if (this.#port !== undefined) outcome[ATTR_SERVER_PORT] = this.#port;
    const seconds = (time - this.#startedAt) / 1000;
    this.#instruments.duration.record(seconds, outcome, this.#context);
  }
}

/** What is not recorded costs the application nothing. */
function guarded(record: () => void): void {
  try {
    record();
  } catch (error) {
    diag.warn("Cannot record an outgoing HTTP request", error);
  }
}
