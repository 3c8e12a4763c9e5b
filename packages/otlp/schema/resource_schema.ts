import type { InstrumentationScope } from "../records/instrumentation_scope.ts";
import type { EntityRef, Resource } from "../records/resource.ts";
import { KEY_VALUE } from "./any_value_schema.ts";
import { describeMessage, type Message } from "./message.ts";

/** `opentelemetry.proto.resource.v1.Resource` */
export const RESOURCE: Message = describeMessage<Resource>("Resource", () => ({
  attributes: [1, KEY_VALUE, "repeated"],
  droppedAttributesCount: [2, "uint32"],
  entityRefs: [3, ENTITY_REF, "repeated"],
}));

const ENTITY_REF: Message = describeMessage<EntityRef>("EntityRef", () => ({
  schemaUrl: [1, "string"],
  type: [2, "string"],
  idKeys: [3, "string", "repeated"],
  descriptionKeys: [4, "string", "repeated"],
}));

/** `opentelemetry.proto.common.v1.InstrumentationScope` */
export const INSTRUMENTATION_SCOPE: Message = describeMessage<InstrumentationScope>(
  "InstrumentationScope",
  () => ({
    name: [1, "string"],
    version: [2, "string"],
    attributes: [3, KEY_VALUE, "repeated"],
    droppedAttributesCount: [4, "uint32"],
  }),
);
