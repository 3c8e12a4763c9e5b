import { encodeRpcStatus, type OtlpEncoding } from "@otel-deno/otlp";
import { encodeSuccess } from "../encode_success.ts";
import type { Signal } from "../export_request.ts";
import { NON_RETRYABLE_STATUS } from "../verdict/non_retryable_status.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { CONTENT_TYPES } from "./content_types.ts";

/** What a verdict is over HTTP. */
export function respondWithVerdict(
  verdict: Verdict,
  { signal, encoding }: { readonly signal: Signal; readonly encoding: OtlpEncoding },
): Response {
  const headers = { "content-type": CONTENT_TYPES[encoding] };
  if (verdict.outcome === "accepted") {
    return new Response(encodeSuccess(verdict, { signal, encoding }), { headers });
  }
  const { code, message } = verdict;
  const body = encodeRpcStatus({ code, message }, encoding);
  if (verdict.outcome === "refused") {
    return new Response(body, { status: NON_RETRYABLE_STATUS[verdict.code], headers });
  }
  const { afterMs } = verdict;
  return new Response(body, {
    status: code === 8 ? 429 : 503,
    headers: {
      ...headers,
      ...(afterMs === undefined ? {} : { "retry-after": String(Math.ceil(afterMs / 1000)) }),
    },
  });
}
