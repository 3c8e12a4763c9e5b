import type { Attributes } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";

/** What a tracer, meter or logger is asked for with, beside its name and version. */
export interface ScopeOptions {
  readonly schemaUrl?: string;
  readonly attributes?: Attributes;
}

/** Reads the options of a scope, and never throws. */
export function guardScopeOptions(options: ScopeOptions | undefined, guard: Guard): ScopeOptions {
  return guard.attempt(() => {
    const schemaUrl = guard.text(options?.schemaUrl);
    const attributes = guard.attributes(options?.attributes);
    return { ...schemaUrl !== undefined && { schemaUrl }, ...attributes && { attributes } };
  }, {});
}
