import type { ResourceConfigModel } from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import {
  parseResourceAttributes,
  type ResourceAttribute,
} from "../parse/parse_resource_attributes.ts";
import { type Setting, Sourced, type WithSources } from "../sourced.ts";

/**
 * Resolves the resource's attributes that the user gives. Later ones win, so each key is there once.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "../create_env_settings.ts";
 * import { resolveResource } from "./resolve_resource.ts";
 * import { separateSources } from "../separate_sources.ts";
 * import assert from "node:assert/strict";
 *
 * const settings = createEnvSettings((name) => name === "OTEL_SERVICE_NAME" ? "dice" : undefined);
 * assert.deepEqual(separateSources(resolveResource(settings)), {
 *   value: { attributes: [{ name: "service.name", value: "dice" }] },
 *   explanation: [{
 *     path: "attributes[0]",
 *     value: { name: "service.name", value: "dice" },
 *     source: "OTEL_SERVICE_NAME",
 *   }],
 * });
 * ```
 */
export function resolveResource(settings: EnvSettings): WithSources<ResourceConfigModel> {
  const listed = settings.read("OTEL_RESOURCE_ATTRIBUTES", {
    parse: parseResourceAttributes,
    fallback: (): Setting<readonly ResourceAttribute[]> => ({ value: [], source: "default" }),
    describe: () => "none of it",
  });
  const attributes = new Map(
    listed.value.map(({ name, value }) => [name, { value, source: listed.source }]),
  );
  const set = (name: string, { value, source }: Setting<string | null>) => {
    if (value === null) return;
    attributes.delete(name);
    attributes.set(name, { value, source });
  };
  set("service.name", settings.text("OTEL_SERVICE_NAME"));
  set("otel_deno.run.id", settings.text("OTEL_DENO_RUN_ID"));
  return {
    attributes: [...attributes].map(([name, { value, source }]) =>
      new Sourced({ name, value }, source)
    ),
  };
}
