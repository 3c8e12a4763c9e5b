import type { ConfigurationModel } from "@opentelemetry/configuration";
import manifest from "../deno.json" with { type: "json" };
import { describeExporter } from "./describe_exporter.ts";
import { describeSampler } from "./describe_sampler.ts";
import { toOneLine } from "./to_one_line.ts";

/** What {@linkcode formatStartLine} has to know besides the configuration. */
export interface StartLineFacts {
  /** The value of `service.name`. */
  readonly serviceName: string;
  /** Whether Deno's own OpenTelemetry sends traces and metrics. */
  readonly augment: boolean;
}

/**
 * Says in one line what was started: version, service, where each signal goes, sampler. There are no
 * secrets in it: of addresses there is scheme, host and port.
 *
 * @example Usage
 * ```ts
 * import { formatStartLine } from "./format_start_line.ts";
 * import assert from "node:assert/strict";
 *
 * const line = formatStartLine(
 *   { tracer_provider: { processors: [{ simple: { exporter: { console: {} } } }] } },
 *   { serviceName: "dice-server", augment: false },
 * );
 * assert.match(line, /^otel-deno \S+: dice-server → traces console, metrics, logs none; sampler /);
 * ```
 */
export function formatStartLine(
  config: ConfigurationModel,
  { serviceName, augment }: StartLineFacts,
): string {
  const head = `otel-deno ${manifest.version}: ${serviceName}`;
  if (config.disabled === true) {
    return toOneLine(`${head} → nothing: telemetry is disabled, trace context is passed on`);
  }
  const byDeno = ["Deno's own OpenTelemetry"];
  const { tracer_provider: tracer, meter_provider: meter, logger_provider: logger } = config;
  const routes = [
    ["traces", augment ? byDeno : exportersOf(tracer?.processors)],
    ["metrics", augment ? byDeno : exportersOf(meter?.readers)],
    ["logs", exportersOf(logger?.processors)],
  ] as const;
  const byTarget = Map.groupBy(routes, ([, exporters]) => exporters.join(" and ") || "none");
  const targets = [...byTarget].map(([target, signals]) =>
    `${signals.map(([signal]) => signal).join(", ")} ${target}`
  );
  const sampler = augment ? "" : `; sampler ${describeSampler(tracer?.sampler)}`;
  return toOneLine(`${head} → ${targets.join(", ")}${sampler}`);
}

/** Processors or readers, each with its kind around it. */
function exportersOf(models: readonly object[] | null | undefined): readonly string[] {
  return (models ?? []).flatMap((model) => {
    const [kind, options] = Object.entries(model).find(([, value]) => value !== undefined) ?? [];
    // It hands log records to spans, and nothing to the outside.
    if (kind === undefined || kind.startsWith("event_to_span_event_bridge")) return [];
    return [describeExporter((options as { readonly exporter?: object } | null)?.exporter)];
  });
}
