import type { JsonAttribute, JsonResource, JsonScope } from "../../contract/mod.ts";
import type { Origin } from "./stored_items.ts";

/** Resource and scope as OTLP/JSON has them: what has its default is absent. */
export interface OtlpJsonOrigin {
  readonly resource?: Partial<JsonResource>;
  readonly resourceSchemaUrl?: string;
  readonly scope?: Partial<JsonScope>;
  readonly scopeSchemaUrl?: string;
}

/** Completes resource and scope, and names the service and the run. */
export function originOf(json: OtlpJsonOrigin): Origin {
  const resource: JsonResource = {
    attributes: json.resource?.attributes ?? [],
    schemaUrl: json.resourceSchemaUrl ?? "",
  };
  const text = (key: string) =>
    resource.attributes.find((attribute: JsonAttribute) => attribute.key === key)?.value
      .stringValue;
  return {
    resource,
    scope: {
      name: json.scope?.name ?? "",
      version: json.scope?.version ?? "",
      attributes: json.scope?.attributes ?? [],
      schemaUrl: json.scopeSchemaUrl ?? "",
    },
    service: text("service.name") ?? "unknown_service",
    run: text("otel_deno.run.id") ?? text("service.instance.id") ?? "",
  };
}
