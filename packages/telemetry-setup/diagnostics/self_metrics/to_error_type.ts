/** In the order of their numbers. */
const GRPC_CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/**
 * Turns the reason of a transport, which is for people and may have any text of the receiver in it,
 * into one of few values for `error.type`.
 *
 * @param reason Why a payload was not accepted, such as `status 503`.
 *
 * @example
 * ```ts
 * import { toErrorType } from "./to_error_type.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toErrorType("status 503 (try later)"), "503");
 * assert.equal(toErrorType("gRPC status 14"), "UNAVAILABLE");
 * ```
 */
export function toErrorType(reason: string): string {
  const [, code] = /^gRPC status (\d+)/.exec(reason) ?? [];
  if (code !== undefined) return GRPC_CODES[Number(code)] ?? "UNKNOWN";
  const [, status] = /^(?:HTTP )?status (\d{3})\b/.exec(reason) ?? [];
  if (status !== undefined) return status;
  if (reason.startsWith("no answer within")) return "timeout";
  if (reason === "connection refused") return "connection_refused";
  if (reason === "too old") return "too_old";
  if (reason === "no room on disk") return "no_room_on_disk";
  return "_OTHER";
}
