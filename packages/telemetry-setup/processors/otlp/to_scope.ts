import type { Attributes } from "@opentelemetry/api";
import type { InstrumentationScope as SdkScope } from "@opentelemetry/core";
import type { Encodable, InstrumentationScope } from "@otel-deno/otlp";
import type { Repairs } from "./values/repairs.ts";
import { toUint32 } from "./values/to_integer.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toText } from "./values/to_text.ts";

/** A scope of the SDK; those of log records may have attributes. */
export interface ScopeWithAttributes extends SdkScope {
  readonly attributes?: Attributes;
  readonly droppedAttributesCount?: number;
}

/** Turns a scope of the SDK into one of OTLP, where its schema URL stands beside it. */
export function toScope(
  scope: ScopeWithAttributes,
  repairs: Repairs,
): Encodable<InstrumentationScope> {
  return {
    name: toText(scope.name, repairs),
    version: toText(scope.version, repairs),
    attributes: toKeyValues(scope.attributes, repairs),
    droppedAttributesCount: toUint32(scope.droppedAttributesCount, repairs),
  };
}
