// Hot path: everything here runs once a request.
import {
  type Attributes,
  type Context,
  diag,
  type Histogram,
  type Logger,
  propagation,
  SpanKind,
  type TextMapGetter,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_URL_SCHEME,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import type { InstrumentationConfig, InstrumentationProviders } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { ACTIVE_SERVER_REQUEST, type ActiveServerRequest } from "./active_server_request.ts";
import { describeRequest, type Peer, type ServerRequest } from "./describe_request.ts";
import { DURATION_BUCKETS } from "./duration_buckets.ts";
import { createHttpServerSettings, type HttpServerSettings } from "./http_server_settings.ts";
import type { ReadableHeaders } from "./readable_headers.ts";
import { recordOutcome } from "./record_outcome.ts";
import { createServerExtraMetrics, type ServerExtraMetrics } from "./server_extra_metrics.ts";

/** Our own: the conventions have no name for it. */
const FIRST_BYTE_EVENT = "otel_deno.http.first_byte";

const HEADERS_GETTER: TextMapGetter<ReadableHeaders> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/** Options of {@linkcode ServerRequestRecorder.start}. */
export interface StartOptions {
  /** What the request is served in, if it brings no trace of its own. */
  readonly parent: Context;
  readonly peer: Peer | undefined;
  /** The version of HTTP, such as `1.1`, where the server tells it. */
  readonly protocolVersion?: string;
}

/** One request being recorded. */
export interface RecordedRequest {
  /** The context in which the application serves the request. */
  readonly context: Context;
  readonly active: ActiveServerRequest;
  /** The response is known. Nothing is recorded before {@linkcode RecordedRequest.end}. */
  respond(status: number, headers?: ReadableHeaders): void;
  /** The last byte is sent, or nothing more will be. Only the first call counts. Never throws. */
  end(): void;
}

/** Records SERVER spans and `http.server.request.duration`. */
export interface ServerRequestRecorder {
  /** Whether a request is not to be recorded, nor anything that is done for it. */
  excludes(request: ServerRequest): boolean;
  /** @returns `undefined` if it cannot be recorded: it is served all the same. Never throws. */
  start(request: ServerRequest, options: StartOptions): RecordedRequest | undefined;
}

/**
 * Creates what records HTTP server requests by the stable semantic conventions.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-server}
 */
export function createServerRequestRecorder(
  { tracerProvider, meterProvider, loggerProvider }: InstrumentationProviders,
  config: InstrumentationConfig,
): ServerRequestRecorder {
  const scope = instrumentationScope("http-server");
  const settings = createHttpServerSettings(config);
  const meter = meterProvider.getMeter(scope, SCOPE_VERSION);
  const instruments: Instruments = {
    tracer: tracerProvider.getTracer(scope, SCOPE_VERSION),
    logger: loggerProvider.getLogger(scope, SCOPE_VERSION),
    duration: meter.createHistogram(METRIC_HTTP_SERVER_REQUEST_DURATION, {
      unit: "s",
      description: "Duration of HTTP server requests.",
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    }),
    extra: settings.extraMetrics ? createServerExtraMetrics(meter) : undefined,
    settings,
  };
  const { excludedUrls } = settings;
  return {
    excludes: excludedUrls === undefined
      ? () => false
      : (request) => excludedUrls.test(request.url),
    start(request, options) {
      try {
        return startRequest(request, options, instruments);
      } catch (error) {
        diag.warn("Cannot record an HTTP request", error);
        return undefined;
      }
    },
  };
}

interface Instruments {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly duration: Histogram;
  readonly extra: ServerExtraMetrics | undefined;
  readonly settings: HttpServerSettings;
}

function startRequest(
  request: ServerRequest,
  { parent, peer, protocolVersion }: StartOptions,
  { tracer, logger, duration, extra, settings }: Instruments,
): RecordedRequest {
  const startedAt = performance.now();
  const { method, scheme, attributes } = describeRequest(request, peer, settings);
  if (protocolVersion !== undefined) attributes[ATTR_NETWORK_PROTOCOL_VERSION] = protocolVersion;
  const spanMethod = method === "_OTHER" ? "HTTP" : method;
  const extracted = propagation.extract(parent, request.headers, HEADERS_GETTER);
  const span = tracer.startSpan(spanMethod, { kind: SpanKind.SERVER, attributes }, extracted);
  const active: ActiveServerRequest = {
    request,
    span,
    route: undefined,
    routeOwner: undefined,
    error: undefined,
  };
  const requestContext = trace.setSpan(extracted, span).setValue(ACTIVE_SERVER_REQUEST, active);

  let status: number | undefined;
  let responseHeaders: ReadableHeaders | undefined;
  let ended = false;
  const started = extra && { [ATTR_HTTP_REQUEST_METHOD]: method, [ATTR_URL_SCHEME]: scheme };
  if (started) extra.start(started);
  function end(): void {
    const measured: Attributes = {
      [ATTR_HTTP_REQUEST_METHOD]: method,
      [ATTR_URL_SCHEME]: scheme,
    };
    if (protocolVersion !== undefined) measured[ATTR_NETWORK_PROTOCOL_VERSION] = protocolVersion;
    if (active.route !== undefined) {
      measured[ATTR_HTTP_ROUTE] = active.route;
      span.updateName(`${spanMethod} ${active.route}`);
    }
    if (status !== undefined) measured[ATTR_HTTP_RESPONSE_STATUS_CODE] = status;
    const errorType = recordOutcome(active, status, { context: requestContext, logger, settings });
    if (errorType !== undefined) measured[ATTR_ERROR_TYPE] = errorType;
    span.setAttributes(measured);
    if (settings.captureResponseHeaders !== undefined && responseHeaders !== undefined) {
      const captured: Attributes = {};
      settings.captureResponseHeaders(responseHeaders, captured);
      span.setAttributes(captured);
    }
    span.end();
    duration.record((performance.now() - startedAt) / 1000, measured, requestContext);
    if (started) {
      extra.end(started, {
        attributes: measured,
        method,
        status,
        requestHeaders: request.headers,
        responseHeaders,
        context: requestContext,
      });
    }
  }

  return {
    context: requestContext,
    active,
    respond(responseStatus, headers) {
      if (settings.firstByteEvent && status === undefined) span.addEvent(FIRST_BYTE_EVENT);
      status = responseStatus;
      responseHeaders = headers;
    },
    end() {
      if (ended) return;
      ended = true;
      try {
        end();
      } catch (error) {
        diag.warn("Cannot record an HTTP request", error);
      }
    },
  };
}
