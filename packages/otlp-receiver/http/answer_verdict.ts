import { encodeRpcStatus, type OtlpEncoding } from "@otel-deno/otlp";
import { encodeSuccess } from "../encode_success.ts";
import type { Signal } from "../export_request.ts";
import { NON_RETRYABLE_STATUS } from "../verdict/non_retryable_status.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { CONTENT_TYPES } from "./content_types.ts";
import type { HttpAnswer } from "./http_exchange.ts";

/** What a verdict is over HTTP. */
export function answerVerdict(
  verdict: Verdict,
  { signal, encoding }: { readonly signal: Signal; readonly encoding: OtlpEncoding },
): HttpAnswer {
  const headers = { "content-type": CONTENT_TYPES[encoding] };
  if (verdict.outcome === "accepted") {
    return { status: 200, headers, body: encodeSuccess(verdict, { signal, encoding }) };
  }
  const { code, message } = verdict;
  const body = encodeRpcStatus({ code, message }, encoding);
  if (verdict.outcome === "refused") {
    return { status: NON_RETRYABLE_STATUS[verdict.code], headers, body };
  }
  const { afterMs } = verdict;
  return {
    status: code === 8 ? 429 : 503,
    headers: {
      ...headers,
      ...(afterMs === undefined ? {} : { "retry-after": String(Math.ceil(afterMs / 1000)) }),
    },
    body,
  };
}
