import { diag, DiagLogLevel } from "@opentelemetry/api";
import type { MetricReader } from "@opentelemetry/sdk-metrics";
import { createGuard } from "../../guard/guard.ts";
import { MeterProvider, type MeterProviderOptions } from "../meter_provider.ts";
import { ManualReader } from "./play_script.ts";

/** A provider with a reader, and what both come to. */
export function provide(
  options: MeterProviderOptions = {},
  reader: MetricReader = new ManualReader(),
) {
  let repaired = 0;
  const provider = new MeterProvider({
    guard: createGuard((count) => void (repaired += count)),
    ...options,
    readers: [reader],
  });
  return {
    provider,
    meter: provider.getMeter("dice"),
    async points() {
      const { resourceMetrics } = await reader.collect();
      return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value])
        )
      );
    },
    get repaired() {
      return repaired;
    },
  };
}

/** What is warned of while something runs. */
export function warningsOf(run: () => void): string[] {
  const warnings: string[] = [];
  const ignore = () => {};
  const warn = (...words: unknown[]) => void warnings.push(words.join(" "));
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, {
    logLevel: DiagLogLevel.WARN,
    suppressOverrideMessage: true,
  });
  try {
    run();
  } finally {
    diag.disable();
  }
  return warnings;
}
