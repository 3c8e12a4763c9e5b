import type { SendOptions, Signal } from "../transport.ts";

/** How many items of an accepted payload were rejected, and the receiver's words. */
export interface PartialSuccess {
  readonly rejectedCount: number;
  readonly message: string;
}

interface PartialSuccessFields {
  readonly rejectedSpans?: number | string;
  readonly rejectedDataPoints?: number | string;
  readonly rejectedLogRecords?: number | string;
  readonly errorMessage?: string;
}

type Parse = (body: Uint8Array) => { readonly partialSuccess?: PartialSuccessFields };

/** Loaded with the first answer that has a body: most receivers answer full success with none. */
async function findParser(signal: Signal, contentType: string): Promise<Parse | undefined> {
  const otlp = await import("@opentelemetry/otlp-transformer");
  const json = contentType === "application/json";
  if (!json && contentType !== "application/x-protobuf") return undefined;
  const serializers = {
    traces: json ? otlp.JsonTraceSerializer : otlp.ProtobufTraceSerializer,
    metrics: json ? otlp.JsonMetricsSerializer : otlp.ProtobufMetricsSerializer,
    logs: json ? otlp.JsonLogsSerializer : otlp.ProtobufLogsSerializer,
  };
  return (body) => serializers[signal].deserializeResponse(body);
}

/**
 * Reads the partial success out of an answer with status 2xx. An answer that cannot be read counts
 * as full success: the receiver has said that it took the payload.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success}
 */
export async function parsePartialSuccess(
  body: Uint8Array,
  { signal, contentType }: Pick<SendOptions, "signal" | "contentType">,
): Promise<PartialSuccess> {
  if (body.length === 0) return { rejectedCount: 0, message: "" };
  try {
    const fields = (await findParser(signal, contentType))?.(body).partialSuccess;
    const rejected = fields?.rejectedSpans ?? fields?.rejectedDataPoints ??
      fields?.rejectedLogRecords ?? 0;
    return { rejectedCount: Number(rejected), message: fields?.errorMessage ?? "" };
  } catch {
    return { rejectedCount: 0, message: "" };
  }
}
