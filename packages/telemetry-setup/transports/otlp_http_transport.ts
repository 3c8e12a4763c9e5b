import { gzip } from "node:zlib";
import { promisify } from "node:util";
import { parseRetryAfter } from "./parse_retry_after.ts";
import { parsePartialSuccess } from "./parse_partial_success.ts";
import { describeDestination } from "./describe_destination.ts";
import { describeFailure } from "./describe_failure.ts";
import { readCapped } from "./read_capped.ts";
import { setHeaders } from "./set_headers.ts";
import type { SendOptions, Transport, Verdict } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

const RETRYABLE_STATUS = new Set([429, 502, 503, 504]);
const compress = promisify(gzip);

/**
 * OTLP over HTTP/1.1 or HTTP/2: one POST a payload.
 *
 * Only 429, 502, 503, 504 and connection failures may be retried; every other answer outside 2xx
 * is a refusal.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp}
 */
export function createOtlpHttpTransport(config: OtlpTransportConfig): Transport {
  const { endpoint, timeoutMillis, compression } = config;
  const destination = describeDestination(endpoint);
  const closing = new AbortController();

  async function send(payload: Uint8Array, options: SendOptions): Promise<Verdict> {
    if (closing.signal.aborted) return { outcome: "refused", reason: "the transport is closed" };
    const headers = new Headers();
    try {
      setHeaders(config.headers, (name, value) => headers.set(name, value));
    } catch (error) {
      return { outcome: "refused", reason: error instanceof Error ? error.message : String(error) };
    }
    const timeout = new AbortController();
    const timer = setTimeout(
      () => timeout.abort(new DOMException("The time is over", "TimeoutError")),
      timeoutMillis,
    );
    try {
      headers.set("content-type", options.contentType);
      headers.set("user-agent", config.userAgent);
      let body = payload;
      if (compression === "gzip" && options.encoding === "identity") {
        body = await compress(payload);
        headers.set("content-encoding", "gzip");
      } else if (options.encoding !== "identity") {
        headers.set("content-encoding", options.encoding);
      }
      const response = await fetch(endpoint, {
        method: "POST",
        headers,
        body: body as Uint8Array<ArrayBuffer>,
        // A redirect would carry the headers, credentials included, to another place.
        redirect: "manual",
        signal: AbortSignal.any([closing.signal, timeout.signal]),
      });
      return await judge(response, options);
    } catch (error) {
      return { outcome: "retry", reason: describeFailure(error, timeoutMillis) };
    } finally {
      clearTimeout(timer);
    }
  }

  async function judge(response: Response, options: SendOptions): Promise<Verdict> {
    // The status has settled it, whatever becomes of the rest: a 400 is never sent again.
    const body = await readCapped(response).catch(() => new Uint8Array());
    if (response.ok) {
      return { outcome: "accepted", ...await parsePartialSuccess(body, options) };
    }
    const reason = `status ${response.status}${statusMessage(response, body)}`;
    if (!RETRYABLE_STATUS.has(response.status)) return { outcome: "refused", reason };
    const afterMs = parseRetryAfter(response.headers.get("retry-after"), Date.now());
    return { outcome: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
  }

  return { destination, send, close: () => closing.abort() };
}

/** The first line of a textual answer helps to see what is wrong (a proxy, a wrong path). */
function statusMessage(response: Response, body: Uint8Array): string {
  if (!/json|text/.test(response.headers.get("content-type") ?? "")) return "";
  const [line = ""] = new TextDecoder().decode(body.subarray(0, 200)).trim().split("\n");
  // deno-lint-ignore no-control-regex -- control characters of a stranger must not reach a terminal
  const printable = line.replaceAll(/[\x00-\x1f\x7f]/g, " ").trim();
  return printable === "" ? "" : ` (${printable})`;
}
