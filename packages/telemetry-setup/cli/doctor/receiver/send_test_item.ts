import { logs, metrics, SeverityNumber, trace } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { Destination, OtlpExporterModel } from "./list_destinations.ts";

const NAME = "opentelemetry-doctor";
/** Long enough for a slow receiver, short enough for whoever waits. Milliseconds. */
const TIMEOUT_MS = 3000;

/** What is sent, and by which exporter. */
export type TestItem = Pick<Destination, "signal" | "exporter">;

/**
 * Sends one span, data point or log record as an application would, with the same exporter and the
 * attributes of the resource that the user has set.
 *
 * @returns Why it was not accepted, in the words of the delivery; `undefined` if it was.
 */
export async function sendTestItem(
  item: TestItem,
  config: ConfigurationModel,
): Promise<string | undefined> {
  const { startTelemetrySync } = await import("../../../start_telemetry_sync.ts");
  const attributes = (config.resource?.attributes ?? [])
    .flatMap(({ name, value }) => value === null ? [] : [[name, value] as const]);
  const resource = resourceFromAttributes({
    "service.name": NAME,
    ...Object.fromEntries(attributes),
  });
  const lines: string[] = [];
  const ignore = () => {};
  const keep = (line: string) => {
    // Faults of the settings are told elsewhere, and so are permissions.
    if (!/^Cannot (use|start the delivery worker)/.test(line)) lines.push(line);
  };
  const telemetry = startTelemetrySync(testConfig(item, config), resource, {
    diagnostics: { error: keep, warn: keep, info: ignore, debug: ignore },
  });
  if (item.signal === "traces") trace.getTracer(NAME).startSpan("test").end();
  else if (item.signal === "metrics") {
    metrics.getMeter(NAME).createCounter("otel_deno.doctor").add(1);
  } else logs.getLogger(NAME).emit({ body: "test", severityNumber: SeverityNumber.INFO });
  await telemetry.shutdown();
  // The signal and the address are those that were asked for.
  // What was lost in the end says least.
  return (lines.findLast((line) => !line.startsWith("Lost ")) ?? lines.at(-1))
    ?.replace(/^(Dropped .* for|Cannot send telemetry to) \S+: /, "")
    .replace(/; trying again.*$/, "");
}

/** The user's configuration, with nothing in it that could keep the item from the exporter. */
function testConfig(
  { signal, exporter }: TestItem,
  config: ConfigurationModel,
): ConfigurationModel {
  const { propagator, distribution } = config;
  const common: ConfigurationModel = {
    log_level: "warn",
    ...(propagator ? { propagator } : {}),
    distribution: {
      otel_deno: {
        ...distribution?.otel_deno,
        disabled_instrumentations: ["*"],
        // It is sent now, or not at all.
        spool_dir: null,
        exit_timeout: 2 * TIMEOUT_MS,
        log_level: "trace",
        // What Deno does itself is told elsewhere.
        mode: "augment",
      },
    },
  };
  const impatient = withTimeout(exporter);
  const batch = { exporter: impatient, export_timeout: TIMEOUT_MS };
  switch (signal) {
    case "traces":
      return {
        ...common,
        tracer_provider: { processors: [{ batch }], sampler: { always_on: {} } },
      };
    case "metrics":
      return {
        ...common,
        meter_provider: { readers: [{ periodic: { exporter: impatient, timeout: TIMEOUT_MS } }] },
      };
    case "logs":
      return { ...common, logger_provider: { processors: [{ batch }] } };
  }
}

function withTimeout({ otlp_http, otlp_grpc }: OtlpExporterModel): OtlpExporterModel {
  return otlp_http
    ? { otlp_http: { ...otlp_http, timeout: TIMEOUT_MS } }
    : { otlp_grpc: { ...otlp_grpc, timeout: TIMEOUT_MS } };
}
