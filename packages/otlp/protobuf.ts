/**
 * Any protobuf message as its fields, for the few that programs with OTLP meet besides it, such as
 * the details of a gRPC status.
 *
 * @example The field 1 of a message
 * ```ts
 * import { readProtobufFields } from "@otel-deno/otlp/protobuf";
 * import { deepEqual } from "node:assert/strict";
 *
 * const fields = readProtobufFields(new Uint8Array([0x08, 0x96, 0x01]), "a number");
 * deepEqual(fields, [{ number: 1, type: "varint", value: 150n }]);
 * ```
 *
 * @module
 */

export { type ProtobufField, readProtobufFields } from "./protobuf/read_protobuf_fields.ts";
