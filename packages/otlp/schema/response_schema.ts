import type {
  ExportLogsPartialSuccess,
  ExportLogsServiceResponse,
  ExportMetricsPartialSuccess,
  ExportMetricsServiceResponse,
  ExportTracePartialSuccess,
  ExportTraceServiceResponse,
} from "../records/export_response.ts";
import type { RpcStatus } from "../records/rpc_status.ts";
import { describeMessage, type Message } from "./message.ts";

/** `opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse` */
export const TRACES_RESPONSE: Message = describeMessage<ExportTraceServiceResponse>(
  "ExportTraceServiceResponse",
  () => ({ partialSuccess: [1, TRACES_PARTIAL_SUCCESS] }),
);

const TRACES_PARTIAL_SUCCESS: Message = describeMessage<ExportTracePartialSuccess>(
  "ExportTracePartialSuccess",
  () => ({ rejectedSpans: [1, "int64"], errorMessage: [2, "string"] }),
);

/** `opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse` */
export const METRICS_RESPONSE: Message = describeMessage<ExportMetricsServiceResponse>(
  "ExportMetricsServiceResponse",
  () => ({ partialSuccess: [1, METRICS_PARTIAL_SUCCESS] }),
);

const METRICS_PARTIAL_SUCCESS: Message = describeMessage<ExportMetricsPartialSuccess>(
  "ExportMetricsPartialSuccess",
  () => ({ rejectedDataPoints: [1, "int64"], errorMessage: [2, "string"] }),
);

/** `opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse` */
export const LOGS_RESPONSE: Message = describeMessage<ExportLogsServiceResponse>(
  "ExportLogsServiceResponse",
  () => ({ partialSuccess: [1, LOGS_PARTIAL_SUCCESS] }),
);

const LOGS_PARTIAL_SUCCESS: Message = describeMessage<ExportLogsPartialSuccess>(
  "ExportLogsPartialSuccess",
  () => ({ rejectedLogRecords: [1, "int64"], errorMessage: [2, "string"] }),
);

/** `google.rpc.Status`, whose `details` are unknown fields here. */
export const RPC_STATUS: Message = describeMessage<RpcStatus>("RpcStatus", () => ({
  code: [1, "int32"],
  message: [2, "string"],
}));
