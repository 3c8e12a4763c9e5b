import type { SamplerConfigModel } from "@opentelemetry/configuration";

/**
 * Names a sampler as OTEL_TRACES_SAMPLER would; one that only a configuration file can ask for by its
 * key there. Addresses are left out.
 *
 * @param model None: what the specification has as the default.
 *
 * @example Usage
 * ```ts
 * import { describeSampler } from "./describe_sampler.ts";
 * import assert from "node:assert/strict";
 *
 * const root = { trace_id_ratio_based: { ratio: 0.25 } };
 * assert.equal(describeSampler({ parent_based: { root } }), "parentbased_traceidratio 0.25");
 * ```
 */
export function describeSampler(model: SamplerConfigModel | null | undefined): string {
  const [name = "", options] = Object.entries(model ?? { parent_based: {} })
    .find(([, value]) => value !== undefined) ?? [];
  switch (name) {
    case "parent_based": {
      const { root } = (options ?? {}) as NonNullable<SamplerConfigModel["parent_based"]>;
      return `parentbased_${describeSampler(root ?? { always_on: {} })}`;
    }
    case "trace_id_ratio_based":
    case "probability/development": {
      const { ratio } = (options ?? {}) as { readonly ratio?: number | null };
      const own = name === "trace_id_ratio_based" ? "traceidratio" : "probability";
      return `${own} ${ratio ?? 1}`;
    }
    default:
      return name.replace(/\/development$/, "");
  }
}
