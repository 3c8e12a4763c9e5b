import {
  decodeLogs,
  decodeLogsResponse,
  decodeMetrics,
  decodeMetricsResponse,
  type DecodeOptions,
  decodeRpcStatus,
  decodeTraces,
  decodeTracesResponse,
  encodeLogs,
  encodeLogsResponse,
  encodeMetrics,
  encodeMetricsResponse,
  encodeRpcStatus,
  encodeTraces,
  encodeTracesResponse,
  type OtlpEncoding,
} from "../mod.ts";
import type { Message } from "../schema/message.ts";
import { LOGS_DATA } from "../schema/logs_schema.ts";
import { METRICS_DATA } from "../schema/metrics_schema.ts";
import {
  LOGS_RESPONSE,
  METRICS_RESPONSE,
  RPC_STATUS,
  TRACES_RESPONSE,
} from "../schema/response_schema.ts";
import { TRACES_DATA } from "../schema/traces_schema.ts";

/** The public functions for one kind of message, all with the same types. */
export interface Codec {
  readonly message: Message;
  readonly encode: (record: object, encoding: OtlpEncoding) => Uint8Array<ArrayBuffer>;
  readonly decode: (bytes: Uint8Array, encoding: OtlpEncoding, options?: DecodeOptions) => object;
}

/** The codecs of all kinds of messages, by the names that the fixtures use. */
export const CODECS = {
  traces: { message: TRACES_DATA, encode: encodeTraces, decode: decodeTraces },
  metrics: { message: METRICS_DATA, encode: encodeMetrics, decode: decodeMetrics },
  logs: { message: LOGS_DATA, encode: encodeLogs, decode: decodeLogs },
  tracesResponse: {
    message: TRACES_RESPONSE,
    encode: encodeTracesResponse,
    decode: decodeTracesResponse,
  },
  metricsResponse: {
    message: METRICS_RESPONSE,
    encode: encodeMetricsResponse,
    decode: decodeMetricsResponse,
  },
  logsResponse: { message: LOGS_RESPONSE, encode: encodeLogsResponse, decode: decodeLogsResponse },
  rpcStatus: { message: RPC_STATUS, encode: encodeRpcStatus, decode: decodeRpcStatus },
} as const satisfies Record<string, Codec>;
