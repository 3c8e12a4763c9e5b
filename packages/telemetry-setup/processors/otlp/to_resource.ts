import type { Resource as SdkResource } from "@opentelemetry/resources";
import type { Encodable, Resource } from "@otel-deno/otlp";
import { entityRefsOf } from "../../resource/entity_refs.ts";
import type { Repairs } from "./values/repairs.ts";
import { toKeyValues } from "./values/to_key_values.ts";

/** Turns a resource of the SDK into one of OTLP, where its schema URL stands beside it. */
export function toResource(resource: SdkResource, repairs: Repairs): Encodable<Resource> {
  return {
    attributes: toKeyValues(resource.attributes, repairs),
    entityRefs: entityRefsOf(resource),
  };
}
