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
  readonly attributes: Attributes;
  /** Of its measurement: few values each. */
  readonly measured: Attributes;
}

/**
 * Describes a request by the attributes that a CLIENT span begins with.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span}
 */
export function describeClientRequest(
  { method, url, headers }: OutgoingRequest,
  settings: HttpSideSettings,
): DescribedClientRequest {
  const { host, port } = parseRequestUrl(url);
  const known = settings.knownMethods.has(method);
  const measured: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: known ? method : "_OTHER",
    [ATTR_SERVER_ADDRESS]: host,
  };
  if (port !== undefined) measured[ATTR_SERVER_PORT] = port;
  const attributes: Attributes = { ...measured, [ATTR_URL_FULL]: settings.redactUrl(url) };
  if (!known) attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = method;
  settings.captureRequestHeaders?.(headers(), attributes);
  return { name: known ? method : "HTTP", attributes, measured };
}
