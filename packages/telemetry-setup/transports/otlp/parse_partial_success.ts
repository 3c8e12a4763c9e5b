import {
  decodeLogsResponse,
  decodeMetricsResponse,
  decodeTracesResponse,
  type OtlpEncoding,
} from "@otel-deno/otlp";
import type { SendOptions, Signal } from "../transport.ts";

/** How many items of an accepted payload were rejected, and the receiver's words. */
export interface PartialSuccess {
  readonly rejectedCount: number;
  readonly message: string;
}

const ENCODINGS: ReadonlyMap<string, OtlpEncoding> = new Map([
  ["application/json", "json"],
  ["application/x-protobuf", "protobuf"],
]);
const FULL_SUCCESS: PartialSuccess = { rejectedCount: 0, message: "" };

/**
 * Reads the partial success out of an answer with status 2xx. An answer that cannot be read counts
 * as full success: the receiver has said that it took the payload.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success}
 */
export function parsePartialSuccess(
  body: Uint8Array,
  { signal, contentType }: Pick<SendOptions, "signal" | "contentType">,
): PartialSuccess {
  const encoding = ENCODINGS.get(contentType);
  if (encoding === undefined || body.length === 0) return FULL_SUCCESS;
  try {
    return decode(body, signal, encoding);
  } catch {
    return FULL_SUCCESS;
  }
}

function decode(body: Uint8Array, signal: Signal, encoding: OtlpEncoding): PartialSuccess {
  switch (signal) {
    case "traces": {
      const { partialSuccess } = decodeTracesResponse(body, encoding);
      return toPartialSuccess(partialSuccess?.rejectedSpans, partialSuccess?.errorMessage);
    }
    case "metrics": {
      const { partialSuccess } = decodeMetricsResponse(body, encoding);
      return toPartialSuccess(partialSuccess?.rejectedDataPoints, partialSuccess?.errorMessage);
    }
    case "logs": {
      const { partialSuccess } = decodeLogsResponse(body, encoding);
      return toPartialSuccess(partialSuccess?.rejectedLogRecords, partialSuccess?.errorMessage);
    }
  }
}

function toPartialSuccess(rejected = 0n, message = ""): PartialSuccess {
  return { rejectedCount: Number(rejected), message };
}
