import type { Attributes } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { InstrumentationScope } from "@opentelemetry/core";
import type { LogRecordLimits } from "@opentelemetry/sdk-logs";
import type { Guard } from "../guard/guard.ts";

/** What all records of a logger have in common. */
export interface LogSource {
  readonly resource: Resource;
  readonly scope: InstrumentationScope & {
    readonly attributes?: Attributes;
    readonly droppedAttributesCount?: number;
  };
  readonly limits: Required<LogRecordLimits>;
  readonly guard: Guard;
}
