import {
  encodeLogsResponse,
  encodeMetricsResponse,
  encodeTracesResponse,
  type OtlpEncoding,
} from "@otel-deno/otlp";
import type { Signal } from "./export_request.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** Encodes the answer to a request that was taken, all of it or in part. */
export function encodeSuccess(
  { rejectedCount, message: errorMessage }: Verdict & { readonly outcome: "accepted" },
  { signal, encoding }: { readonly signal: Signal; readonly encoding: OtlpEncoding },
): Uint8Array<ArrayBuffer> {
  const isFull = rejectedCount === 0 && errorMessage === "";
  switch (signal) {
    case "traces":
      return encodeTracesResponse(
        isFull ? {} : { partialSuccess: { rejectedSpans: rejectedCount, errorMessage } },
        encoding,
      );
    case "metrics":
      return encodeMetricsResponse(
        isFull ? {} : { partialSuccess: { rejectedDataPoints: rejectedCount, errorMessage } },
        encoding,
      );
    case "logs":
      return encodeLogsResponse(
        isFull ? {} : { partialSuccess: { rejectedLogRecords: rejectedCount, errorMessage } },
        encoding,
      );
  }
}
