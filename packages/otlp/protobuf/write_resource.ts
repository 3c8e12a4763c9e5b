import type { Encodable } from "../records/encodable.ts";
import type { InstrumentationScope } from "../records/instrumentation_scope.ts";
import type { Resource } from "../records/resource.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";
import { writeKeyValues } from "./write_any_value.ts";

/** Writes a field that is a resource. */
export function writeResource(
  writer: ProtobufWriter,
  field: number,
  resource: Encodable<Resource> | undefined,
): void {
  if (resource === undefined) return;
  const start = writer.begin(field, 2);
  writeKeyValues(writer, 1, resource.attributes);
  writer.uint32(2, resource.droppedAttributesCount);
  for (const entityRef of resource.entityRefs ?? []) {
    const start = writer.begin(3, 1);
    writer.string(1, entityRef.schemaUrl);
    writer.string(2, entityRef.type);
    for (const key of entityRef.idKeys ?? []) writer.presentString(3, key);
    for (const key of entityRef.descriptionKeys ?? []) writer.presentString(4, key);
    writer.end(start, 1);
  }
  writer.end(start, 2);
}

/** Writes a field that is an instrumentation scope. */
export function writeInstrumentationScope(
  writer: ProtobufWriter,
  field: number,
  scope: Encodable<InstrumentationScope> | undefined,
): void {
  if (scope === undefined) return;
  const start = writer.begin(field, 1);
  writer.string(1, scope.name);
  writer.string(2, scope.version);
  writeKeyValues(writer, 3, scope.attributes);
  writer.uint32(4, scope.droppedAttributesCount);
  writer.end(start, 1);
}
