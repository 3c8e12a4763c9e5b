// Hot path: one is made for each request.
import {
  type Attributes,
  type Context,
  diag,
  type Histogram,
  type Logger,
  ROOT_CONTEXT,
  type Span,
  trace,
} from "@opentelemetry/api";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_SCHEME,
} from "@opentelemetry/semantic-conventions";
import { holdClock, releaseClock } from "../../../clock/now.ts";
import { ACTIVE_SERVER_REQUEST, type ActiveServerRequest } from "../active_server_request.ts";
import type { ServerRequest } from "../describe_request.ts";
import type { HttpServerSettings } from "../http_server_settings.ts";
import type { ReadableHeaders } from "../readable_headers.ts";
import { recordOutcome } from "../record_outcome.ts";
import type { ServerExtraMetrics } from "../server_extra_metrics.ts";
import { ChainedContext, type FlattenableContext } from "./chained_context.ts";
import type { MeasuredKind, MeasuredRequests } from "./measured_requests.ts";

/** Our own: the conventions have no name for it. */
const FIRST_BYTE_EVENT = "otel_deno.http.first_byte";

/** The API's key for the active span; it tells nobody, but uses it. */
const SPAN_KEY = findSpanKey();

/** What holds headers, such as a response. */
export interface HasHeaders {
  readonly headers: ReadableHeaders;
}

/** One request being recorded. */
export interface RecordedRequest {
  /** The context in which the application serves the request. */
  readonly context: Context;
  readonly active: ActiveServerRequest;
  /**
   * The response is known. Nothing is recorded before {@linkcode RecordedRequest.end}.
   *
   * @param response Asked for its headers only where they are to be recorded.
   */
  respond(status: number, response?: HasHeaders): void;
  /** The last byte is sent, or nothing more will be. Only the first call counts. Never throws. */
  end(): void;
}

/** What all requests are recorded with. */
export interface ServerInstruments {
  readonly logger: Logger;
  readonly duration: Histogram;
  readonly extra: ServerExtraMetrics | undefined;
  readonly settings: HttpServerSettings;
  readonly findMeasured: (kind: MeasuredKind) => MeasuredRequests;
}

/** What is known of a request when it starts. */
export interface StartedRequest {
  readonly request: ServerRequest;
  readonly span: Span;
  /** What the span was started in. */
  readonly parent: Context;
  /** By {@linkcode now}. */
  readonly startedAt: number;
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly scheme: string;
  readonly protocolVersion: string | undefined;
}

/**
 * One request being recorded. It is also the context that it is served in, what that context tells of
 * the request, and what it is measured as: to be several objects costs more than all that they do.
 */
export class Recording
  implements FlattenableContext, ActiveServerRequest, MeasuredKind, RecordedRequest {
  readonly request: ServerRequest;
  readonly span: Span;
  readonly method: string;
  readonly scheme: string;
  readonly protocolVersion: string | undefined;
  route: string | undefined = undefined;
  routeOwner: unknown = undefined;
  error: unknown = undefined;
  status: number | undefined = undefined;
  errorType: string | undefined = undefined;
  readonly #instruments: ServerInstruments;
  readonly #parent: Context;
  readonly #startedAt: number;
  /** The size of the request's body, where that is to be recorded and the request tells it. */
  readonly #received: number | undefined;
  #response: HasHeaders | undefined = undefined;
  #ended = false;

  constructor(started: StartedRequest, instruments: ServerInstruments) {
    this.request = started.request;
    this.span = started.span;
    this.method = started.method;
    this.scheme = started.scheme;
    this.protocolVersion = started.protocolVersion;
    this.#parent = started.parent;
    this.#startedAt = started.startedAt;
    this.#instruments = instruments;
    // After the answer Deno may have forgotten the headers.
    this.#received = instruments.extra?.start(this.#activeAttributes(), started.request.headers);
  }

  get context(): Context {
    return this;
  }

  get active(): ActiveServerRequest {
    return this;
  }

  get depth(): number {
    return 0;
  }

  getValue(key: symbol): unknown {
    if (key === SPAN_KEY) return this.span;
    return key === ACTIVE_SERVER_REQUEST ? this : this.#parent.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new ChainedContext(this, key, value);
  }

  deleteValue(key: symbol): Context {
    return this.flatten().deleteValue(key);
  }

  flatten(): Context {
    return trace.setSpan(this.#parent, this.span).setValue(ACTIVE_SERVER_REQUEST, this);
  }

  respond(status: number, response?: HasHeaders): void {
    if (this.#instruments.settings.firstByteEvent && this.status === undefined) {
      this.span.addEvent(FIRST_BYTE_EVENT);
    }
    this.status = status;
    this.#response = response;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.#end();
    } catch (error) {
      diag.warn("Cannot record an HTTP request", error);
    } finally {
      releaseClock();
    }
  }

  #end(): void {
    const endedAt = holdClock();
    const { span, status } = this;
    const { duration, extra, settings, findMeasured } = this.#instruments;
    if (status === undefined || status >= 500) this.#recordOutcome();
    const measured = findMeasured(this);
    if (span.isRecording()) {
      if (this.route !== undefined) {
        span.updateName(measured.name);
        span.setAttribute(ATTR_HTTP_ROUTE, this.route);
      }
      if (status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
      if (this.errorType !== undefined) span.setAttribute(ATTR_ERROR_TYPE, this.errorType);
      if (settings.captureResponseHeaders !== undefined && this.#response !== undefined) {
        const captured: Attributes = {};
        settings.captureResponseHeaders(this.#response.headers, captured);
        span.setAttributes(captured);
      }
    }
    const responseHeaders = extra && this.#response?.headers;
    // A context may outlive its request by far.
    this.#response = undefined;
    span.end();
    duration.record((endedAt - this.#startedAt) / 1000, measured.attributes, this);
    extra?.end(this.#activeAttributes(), {
      attributes: measured.attributes,
      method: this.method,
      status,
      received: this.#received,
      responseHeaders,
      context: this,
    });
  }

  #recordOutcome(): void {
    const { logger, settings } = this.#instruments;
    this.errorType = recordOutcome(this, this.status, { context: this, logger, settings });
  }

  /** What a request that is not answered yet is counted with. */
  #activeAttributes(): Attributes {
    return { [ATTR_HTTP_REQUEST_METHOD]: this.method, [ATTR_URL_SCHEME]: this.scheme };
  }
}

function findSpanKey(): symbol | undefined {
  let key: symbol | undefined;
  const listening: Context = {
    getValue: () => undefined,
    setValue(used) {
      key = used;
      return ROOT_CONTEXT;
    },
    deleteValue: () => ROOT_CONTEXT,
  };
  trace.setSpanContext(listening, { traceId: "", spanId: "", traceFlags: 0 });
  return key;
}
