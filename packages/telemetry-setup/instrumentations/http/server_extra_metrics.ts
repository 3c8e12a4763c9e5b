// Hot path: runs twice a request, where these metrics are asked for.
import type { Attributes, Context, Meter } from "@opentelemetry/api";
import type { ReadableHeaders } from "./readable_headers.ts";

/** Copied, because they are not stable in the conventions 1.45. */
const ACTIVE_REQUESTS = "http.server.active_requests";
const REQUEST_BODY_SIZE = "http.server.request.body.size";
const RESPONSE_BODY_SIZE = "http.server.response.body.size";

/** A request whose answer is known, or that has none. */
export interface EndedRequest {
  /** The attributes of `http.server.request.duration`. */
  readonly attributes: Attributes;
  readonly method: string;
  readonly status: number | undefined;
  /** What {@linkcode ServerExtraMetrics.start} said. */
  readonly received: number | undefined;
  readonly responseHeaders: ReadableHeaders | undefined;
  readonly context: Context;
}

/** Records the metrics of HTTP servers that the conventions leave to be asked for. */
export interface ServerExtraMetrics {
  /**
   * @param attributes Method and scheme.
   * @returns The size of the request's body, in bytes, where the request tells it.
   */
  start(attributes: Attributes, headers: ReadableHeaders): number | undefined;
  /** @param started The attributes that the request was started with. */
  end(started: Attributes, request: EndedRequest): void;
}

/**
 * Creates `http.server.active_requests` and the sizes of bodies. A size is what `Content-Length`
 * tells, and not recorded where nothing tells it: to count what is sent would mean to send it in
 * another way.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-server}
 */
export function createServerExtraMetrics(meter: Meter): ServerExtraMetrics {
  const active = meter.createUpDownCounter(ACTIVE_REQUESTS, {
    unit: "{request}",
    description: "Number of active HTTP server requests.",
  });
  const requestSize = meter.createHistogram(REQUEST_BODY_SIZE, {
    unit: "By",
    description: "Size of HTTP server request bodies.",
  });
  const responseSize = meter.createHistogram(RESPONSE_BODY_SIZE, {
    unit: "By",
    description: "Size of HTTP server response bodies.",
  });
  return {
    start(attributes, headers) {
      active.add(1, attributes);
      // Without either of them a request has no body.
      return contentLength(headers) ?? (headers.get("transfer-encoding") === null ? 0 : undefined);
    },
    end(started, { attributes, method, status, received, responseHeaders, context }) {
      active.add(-1, started, context);
      if (received !== undefined) requestSize.record(received, attributes, context);
      if (status === undefined || responseHeaders === undefined) return;
      const size = hasBody(method, status) ? contentLength(responseHeaders) : 0;
      if (size !== undefined) responseSize.record(size, attributes, context);
    },
  };
}

/** To these answers `Content-Length` tells what the body would be. */
function hasBody(method: string, status: number): boolean {
  return method !== "HEAD" && status >= 200 && status !== 204 && status !== 304;
}

function contentLength(headers: ReadableHeaders): number | undefined {
  const value = headers.get("content-length");
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
