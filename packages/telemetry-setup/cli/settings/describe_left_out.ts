import type { ResolvedConfig } from "../../config/resolve_config.ts";

const PROVIDERS = {
  tracer_provider: "traces",
  meter_provider: "metrics",
  logger_provider: "logs",
} as const;

/**
 * Says which settings a configuration file cannot hold: those of a signal that nothing exports. The
 * schema asks for a processor or reader wherever there is a provider, and there is none that does
 * nothing.
 *
 * @returns A line for each such signal for which something is set.
 * @see {@link https://github.com/open-telemetry/opentelemetry-configuration}
 *
 * @example Usage
 * ```ts
 * import { resolveConfig } from "../../config/resolve_config.ts";
 * import { describeLeftOut } from "./describe_left_out.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = {
 *   OTEL_TRACES_EXPORTER: "none",
 *   OTEL_TRACES_SAMPLER: "always_off",
 * };
 * assert.deepEqual(describeLeftOut(resolveConfig((name) => env[name])), [
 *   "Left out, as nothing exports traces and a file has no provider without: OTEL_TRACES_SAMPLER",
 * ]);
 * ```
 */
export function describeLeftOut({ config, explanation }: ResolvedConfig): readonly string[] {
  return Object.entries(PROVIDERS).flatMap(([provider, signal]) => {
    const { processors, readers } = (config as Providers)[provider] ?? {};
    const exporters = processors ?? readers ?? [];
    const sources = explanation
      .filter(({ path }) => path.startsWith(`${provider}.`) && !isList(path))
      .flatMap(({ source }) => source === "default" ? [] : [source]);
    if (exporters.length > 0 || sources.length === 0) return [];
    const names = [...new Set(sources)].join(", ");
    return [`Left out, as nothing exports ${signal} and a file has no provider without: ${names}`];
  });
}

type Providers = Readonly<
  Record<
    string,
    { readonly processors?: readonly unknown[]; readonly readers?: readonly unknown[] }
  >
>;

/** That nothing exports is what is said already. */
function isList(path: string): boolean {
  return /^\w+\.(processors|readers)$/.test(path);
}
