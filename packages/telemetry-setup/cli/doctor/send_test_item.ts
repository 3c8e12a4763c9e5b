import { logs, metrics, trace } from "@opentelemetry/api";
import type { ReadEnv } from "../../config/read_env.ts";
import type { Destination } from "./list_destinations.ts";

const NAME = "opentelemetry-doctor";
const EXPORTERS = ["TRACES", "METRICS", "LOGS"] as const;
/** Long enough for a slow receiver, short enough for whoever waits. */
const TIMEOUT = "3000";

/**
 * Sends one span, data point or log record as an application would, with the same settings.
 *
 * @returns Why it was not accepted, in the words of the delivery; `undefined` if it was.
 */
export async function sendTestItem(
  signal: Destination["signal"],
  readEnv: ReadEnv,
): Promise<string | undefined> {
  const { startTelemetry } = await import("../../start_telemetry.ts");
  const lines: string[] = [];
  const ignore = () => {};
  const telemetry = await startTelemetry({
    env(name) {
      const exporter = EXPORTERS.find((exporter) => name === `OTEL_${exporter}_EXPORTER`);
      if (exporter !== undefined) return exporter.toLowerCase() === signal ? "otlp" : "none";
      // Faults of the settings are told elsewhere.
      if (/_TIMEOUT$/.test(name)) return TIMEOUT;
      return readEnv(name);
    },
    diagnostics: {
      error: (line) => void lines.push(line),
      warn: (line) => void lines.push(line),
      info: ignore,
      debug: ignore,
    },
  });
  lines.splice(0, lines.filter((line) => /^Cannot use /.test(line)).length);
  if (signal === "traces") trace.getTracer(NAME).startSpan("test").end();
  else if (signal === "metrics") metrics.getMeter(NAME).createCounter("otel_deno.doctor").add(1);
  else logs.getLogger(NAME).emit({ body: "test" });
  await telemetry.shutdown();
  return lines.at(-1);
}
