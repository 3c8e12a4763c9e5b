// Hot path: runs once an outgoing request.
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
} from "@opentelemetry/semantic-conventions";
import type { HttpSideSettings } from "../http_side_settings.ts";
import { parseRequestUrl } from "../parse_request_url.ts";

/** A request that is about to be sent. */
export interface OutgoingRequest {
  readonly method: string;
  /** Absolute, as it is serialised. */
  readonly url: string;
  /** Called only where headers are to be captured. */
  readonly headers: () => Headers;
}

/** An outgoing request in the words of the conventions. */
export interface DescribedClientRequest {
  /** Of the span. */
  readonly name: string;
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly attributes: Attributes;
}

/**
 * Describes a request by the attributes that a CLIENT span begins with.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span}
 */
export function describeClientRequest(
  { method: sent, url, headers }: OutgoingRequest,
  settings: HttpSideSettings,
): DescribedClientRequest {
  const { host, port } = parseRequestUrl(url);
  const known = settings.findMethod(sent);
  const method = known ?? "_OTHER";
  const attributes: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_SERVER_ADDRESS]: host,
  };
  if (port !== undefined) attributes[ATTR_SERVER_PORT] = port;
  attributes[ATTR_URL_FULL] = settings.redactUrl(url);
  if (known === undefined) attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = sent;
  settings.captureRequestHeaders?.(headers(), attributes);
  return { name: known ?? "HTTP", method, host, port, attributes };
}
