import { describeDestination } from "../describe_destination.ts";
import { compressGzip } from "./compress_gzip.ts";
import { explainRefusal } from "./explain_refusal.ts";
import { type Answer, createHttpPoster } from "./http_poster.ts";
import { parsePartialSuccess } from "./parse_partial_success.ts";
import { parseRetryAfter } from "./parse_retry_after.ts";
import { readAnswerText } from "./read_answer_text.ts";
import type { SendOptions, Transport, Verdict } from "../transport.ts";
import type { OtlpTransportConfig } from "../transport_config.ts";

const RETRYABLE_STATUS = new Set([429, 502, 503, 504]);
/** Bad Request and Content Too Large. */
const CONTENT_STATUS = new Set([400, 413]);

/**
 * OTLP over HTTP/1.1 or HTTP/2: one POST a payload.
 *
 * Only 429, 502, 503, 504 and connection failures may be retried; every other answer outside 2xx
 * is a refusal.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp}
 */
export function createOtlpHttpTransport(config: OtlpTransportConfig): Transport {
  const poster = createHttpPoster(config);

  async function send(payload: Uint8Array, options: SendOptions): Promise<Verdict> {
    const { contentType, encoding, timeoutMillis } = options;
    const compressHere = config.compression === "gzip" && encoding === "identity";
    const finalEncoding = compressHere ? "gzip" : encoding;
    const answer = await poster.post(config.endpoint, {
      headers: {
        "content-type": contentType,
        ...(finalEncoding === "identity" ? {} : { "content-encoding": finalEncoding }),
      },
      body: compressHere ? await compressGzip(payload) : payload,
      ...(timeoutMillis === undefined ? {} : { timeoutMillis }),
    });
    return "outcome" in answer ? answer : explainRefusal(judge(answer, options), config.headers);
  }

  return {
    destination: describeDestination(config.endpoint),
    send,
    close: () => poster.close(),
  };
}

/** The status settles it, whatever becomes of the body: a 400 is never sent again. */
function judge(
  { response, body = new Uint8Array() }: Answer,
  options: SendOptions,
): Verdict {
  if (response.ok) {
    return { outcome: "accepted", ...parsePartialSuccess(body, options) };
  }
  const text = readAnswerText(response.headers.get("content-type") ?? "", body);
  const reason = `status ${response.status}${text === "" ? "" : ` (${text})`}`;
  if (!RETRYABLE_STATUS.has(response.status)) {
    const ofContent = CONTENT_STATUS.has(response.status);
    return { outcome: "refused", reason, ...ofContent ? { ofContent } : {} };
  }
  const afterMs = parseRetryAfter(response.headers.get("retry-after"), Date.now());
  return { outcome: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
}
