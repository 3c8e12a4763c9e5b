// Hot path: everything here runs once a request.
import {
  type Attributes,
  type Context,
  diag,
  type Histogram,
  type MeterProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_NETWORK_PEER_PORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { ACTIVE_SERVER_REQUEST, type ActiveServerRequest } from "./active_server_request.ts";
import { describeThrown } from "./describe_thrown.ts";
import { parseRequestUrl } from "./parse_request_url.ts";
import { redactQuery } from "./redact_query.ts";

/** Methods that are told as they are; others become `_OTHER`, so that they cannot be made up. */
const KNOWN_METHODS = new Set(
  ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"],
);

/** Seconds, as the semantic conventions advise for `http.server.request.duration`. */
const DURATION_BUCKETS = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.075,
  0.1,
  0.25,
  0.5,
  0.75,
  1,
  2.5,
  5,
  7.5,
  10,
];

const HEADERS_GETTER: TextMapGetter<Headers> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/** The peer of the connection a request came by, where there is one. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** Options of {@linkcode ServerRequestRecorder.start}. */
export interface StartOptions {
  /** What the request is served in, if it brings no trace of its own. */
  readonly parent: Context;
  readonly peer: Peer | undefined;
}

/** One request being recorded. */
export interface RecordedRequest {
  /** The context in which the application serves the request. */
  readonly context: Context;
  readonly active: ActiveServerRequest;
  /** The response is known. Nothing is recorded before {@linkcode RecordedRequest.end}. */
  respond(status: number): void;
  /** The last byte is sent, or nothing more will be. Only the first call counts. Never throws. */
  end(): void;
}

/** Records SERVER spans and `http.server.request.duration`. */
export interface ServerRequestRecorder {
  /** @returns `undefined` if it cannot be recorded: it is served all the same. Never throws. */
  start(request: Request, options: StartOptions): RecordedRequest | undefined;
}

/**
 * Creates what records HTTP server requests by the stable semantic conventions.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-server}
 */
export function createServerRequestRecorder(
  { tracerProvider, meterProvider }: {
    readonly tracerProvider: TracerProvider;
    readonly meterProvider: MeterProvider;
  },
): ServerRequestRecorder {
  const scope = instrumentationScope("http-server");
  const tracer = tracerProvider.getTracer(scope, SCOPE_VERSION);
  const duration = meterProvider.getMeter(scope, SCOPE_VERSION).createHistogram(
    METRIC_HTTP_SERVER_REQUEST_DURATION,
    {
      unit: "s",
      description: "Duration of HTTP server requests.",
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    },
  );
  return {
    start(request, options) {
      try {
        return startRequest(request, options, tracer, duration);
      } catch (error) {
        diag.warn("Cannot record an HTTP request", error);
        return undefined;
      }
    },
  };
}

function startRequest(
  request: Request,
  { parent, peer }: StartOptions,
  tracer: Tracer,
  duration: Histogram,
): RecordedRequest {
  const startedAt = performance.now();
  const { scheme, host, port, path, query } = parseRequestUrl(request.url);
  const known = KNOWN_METHODS.has(request.method);
  const method = known ? request.method : "_OTHER";
  const spanMethod = known ? request.method : "HTTP";
  const attributes: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_PATH]: path,
    [ATTR_URL_SCHEME]: scheme,
  };
  if (!known) attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = request.method;
  if (host !== "") {
    attributes[ATTR_SERVER_ADDRESS] = host;
    if (port !== undefined) attributes[ATTR_SERVER_PORT] = port;
  }
  if (query !== "") attributes[ATTR_URL_QUERY] = redactQuery(query);
  if (peer !== undefined) {
    attributes[ATTR_CLIENT_ADDRESS] = peer.address;
    attributes[ATTR_NETWORK_PEER_ADDRESS] = peer.address;
    attributes[ATTR_NETWORK_PEER_PORT] = peer.port;
  }
  const userAgent = request.headers.get("user-agent");
  if (userAgent !== null) attributes[ATTR_USER_AGENT_ORIGINAL] = userAgent;

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
  let ended = false;
  function end(): void {
    const measured: Attributes = {
      [ATTR_HTTP_REQUEST_METHOD]: method,
      [ATTR_URL_SCHEME]: scheme,
    };
    if (active.route !== undefined) {
      measured[ATTR_HTTP_ROUTE] = active.route;
      span.updateName(`${spanMethod} ${active.route}`);
    }
    if (status !== undefined) measured[ATTR_HTTP_RESPONSE_STATUS_CODE] = status;
    const errorType = recordOutcome(span, active, status);
    if (errorType !== undefined) measured[ATTR_ERROR_TYPE] = errorType;
    span.setAttributes(measured).end();
    duration.record((performance.now() - startedAt) / 1000, measured, requestContext);
  }

  return {
    context: requestContext,
    active,
    respond: (responseStatus) => status = responseStatus,
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

/**
 * An answer of 5xx is the server's error, 4xx the client's. An exception that the application made
 * a 4xx of is no error either.
 *
 * @returns The `error.type`, if there is an error.
 */
function recordOutcome(
  span: Span,
  { error }: ActiveServerRequest,
  status: number | undefined,
): string | undefined {
  if (status !== undefined && status < 500) return undefined;
  if (error === undefined && status === undefined) return undefined;
  if (error === undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    return String(status);
  }
  const { type, message, stack } = describeThrown(error);
  // Not the error itself: of one with a `code`, the SDK would make that the type.
  span.recordException({ message, ...type && { name: type }, ...stack && { stack } });
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  return type ?? "_OTHER";
}
