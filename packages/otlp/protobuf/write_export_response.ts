import type { Encodable } from "../records/encodable.ts";
import type {
  ExportLogsServiceResponse,
  ExportMetricsServiceResponse,
  ExportTraceServiceResponse,
} from "../records/export_response.ts";
import type { RpcStatus } from "../records/rpc_status.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";

/** Writes the message `ExportTraceServiceResponse`. */
export function writeTracesResponse(
  writer: ProtobufWriter,
  { partialSuccess }: Encodable<ExportTraceServiceResponse>,
): void {
  if (partialSuccess === undefined) return;
  writePartialSuccess(writer, partialSuccess.rejectedSpans, partialSuccess.errorMessage);
}

/** Writes the message `ExportMetricsServiceResponse`. */
export function writeMetricsResponse(
  writer: ProtobufWriter,
  { partialSuccess }: Encodable<ExportMetricsServiceResponse>,
): void {
  if (partialSuccess === undefined) return;
  writePartialSuccess(writer, partialSuccess.rejectedDataPoints, partialSuccess.errorMessage);
}

/** Writes the message `ExportLogsServiceResponse`. */
export function writeLogsResponse(
  writer: ProtobufWriter,
  { partialSuccess }: Encodable<ExportLogsServiceResponse>,
): void {
  if (partialSuccess === undefined) return;
  writePartialSuccess(writer, partialSuccess.rejectedLogRecords, partialSuccess.errorMessage);
}

/** Writes the message `google.rpc.Status`. */
export function writeRpcStatus(writer: ProtobufWriter, status: Encodable<RpcStatus>): void {
  writer.int32(1, status.code);
  writer.string(2, status.message);
}

// The three messages differ in the name of their first field only.
function writePartialSuccess(
  writer: ProtobufWriter,
  rejected: bigint | number | undefined,
  errorMessage: string | undefined,
): void {
  const start = writer.begin(1, 1);
  writer.int64(1, rejected);
  writer.string(2, errorMessage);
  writer.end(start, 1);
}
