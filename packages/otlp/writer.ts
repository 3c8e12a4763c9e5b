/**
 * OTLP in protobuf, field by field: for those who encode each record as it comes, and put the records
 * together later. All others have `encodeTraces` and its like.
 *
 * @example Attributes, one after the other
 * ```ts
 * import { ProtobufWriter, writeKeyValues } from "@otel-deno/otlp/writer";
 * import { equal } from "node:assert/strict";
 *
 * const writer = new ProtobufWriter();
 * if (!writer.shortAttribute(1, "dice.name", "Würfel")) {
 *   writeKeyValues(writer, 1, [{ key: "dice.name", value: { stringValue: "Würfel" } }]);
 * }
 * equal(writer.length, 24);
 * ```
 *
 * @module
 */

export { ProtobufWriter } from "./protobuf/protobuf_writer.ts";
export { writeAnyValue, writeKeyValues } from "./protobuf/write_any_value.ts";
export { writeInstrumentationScope, writeResource } from "./protobuf/write_resource.ts";
export { writeSpanEvent, writeSpanLink } from "./protobuf/write_traces_data.ts";
