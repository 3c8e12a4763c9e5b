// Hot path: everything here runs once a request.
import {
  type Context,
  diag,
  propagation,
  SpanKind,
  type TextMapGetter,
  type Tracer,
} from "@opentelemetry/api";
import {
  ATTR_NETWORK_PROTOCOL_VERSION,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { holdClock, releaseClock } from "../../clock/now.ts";
import type { InstrumentationConfig, InstrumentationProviders } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { describeRequest, type Peer, type ServerRequest } from "./describe_request.ts";
import { DURATION_BUCKETS } from "./duration_buckets.ts";
import { createHttpServerSettings } from "./http_server_settings.ts";
import { createHeaderReader, type ReadHeader } from "./inner/header_reader.ts";
import { createMeasuredRequests } from "./server/measured_requests.ts";
import { type RecordedRequest, Recording, type ServerInstruments } from "./server/recording.ts";
import { createServerExtraMetrics } from "./server_extra_metrics.ts";

export type { RecordedRequest };

/** Options of {@linkcode ServerRequestRecorder.start}. */
export interface StartOptions {
  /** What the request is served in, if it brings no trace of its own. */
  readonly parent: Context;
  readonly peer: Peer | undefined;
  /** The version of HTTP, such as `1.1`, where the server tells it. */
  readonly protocolVersion?: string;
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
  const readHeader = createHeaderReader(settings);
  const recorder: Recorder = {
    tracer: tracerProvider.getTracer(scope, SCOPE_VERSION),
    logger: loggerProvider.getLogger(scope, SCOPE_VERSION),
    duration: meter.createHistogram(METRIC_HTTP_SERVER_REQUEST_DURATION, {
      unit: "s",
      description: "Duration of HTTP server requests.",
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    }),
    extra: settings.extraMetrics ? createServerExtraMetrics(meter) : undefined,
    settings,
    findMeasured: createMeasuredRequests(),
    readHeader,
    getter: {
      get: (request, name) => readHeader(request, name) ?? undefined,
      keys: (request) => [...request.headers.keys()],
    },
  };
  const { excludedUrls } = settings;
  return {
    excludes: excludedUrls === undefined
      ? () => false
      : (request) => excludedUrls.test(request.url),
    start(request, options) {
      try {
        return startRequest(request, options, recorder);
      } catch (error) {
        diag.warn("Cannot record an HTTP request", error);
        return undefined;
      } finally {
        releaseClock();
      }
    },
  };
}

interface Recorder extends ServerInstruments {
  readonly tracer: Tracer;
  readonly readHeader: ReadHeader;
  readonly getter: TextMapGetter<ServerRequest>;
}

function startRequest(
  request: ServerRequest,
  { parent, peer, protocolVersion }: StartOptions,
  recorder: Recorder,
): RecordedRequest {
  const startedAt = holdClock();
  const { tracer, readHeader, settings } = recorder;
  const { method, scheme, attributes } = describeRequest(request, peer, { settings, readHeader });
  if (protocolVersion !== undefined) attributes[ATTR_NETWORK_PROTOCOL_VERSION] = protocolVersion;
  const extracted = propagation.extract(parent, request, recorder.getter);
  const span = tracer.startSpan(
    method === "_OTHER" ? "HTTP" : method,
    { kind: SpanKind.SERVER, attributes },
    extracted,
  );
  return new Recording(
    { request, span, parent: extracted, startedAt, method, scheme, protocolVersion },
    recorder,
  );
}
