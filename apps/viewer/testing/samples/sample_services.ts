import type { KeyValue } from "@otel-deno/otlp";
import { type SampleValue, toAttributes } from "./to_attributes.ts";

/** A service of the samples, in one of its runs. */
export interface SampleService {
  readonly attributes: readonly KeyValue[];
  /** What makes its spans. */
  readonly scope: { readonly name: string; readonly version: string };
}

const SERVICES: Readonly<
  Record<string, { language: string; scope: string; more: Readonly<Record<string, SampleValue>> }>
> = {
  "web-shop": {
    language: "webjs",
    scope: "@opentelemetry/instrumentation-fetch",
    more: { "browser.language": "en-GB", "user_agent.original": "Mozilla/5.0 (X11; Linux x86_64)" },
  },
  "dice-server": {
    language: "nodejs",
    scope: "@otel-deno/telemetry-setup/deno-serve",
    more: {
      "process.runtime.name": "deno",
      "process.runtime.version": "2.9.6",
      "process.command_args": ["deno", "run", "apps/dice-server/main.ts"],
    },
  },
  payments: {
    language: "python",
    scope: "opentelemetry.instrumentation.flask",
    more: { "process.runtime.name": "cpython", "process.runtime.version": "3.14.0" },
  },
  "order-worker": { language: "go", scope: "github.com/segmentio/kafka-go", more: {} },
};

/** A service of the samples: `web-shop`, `dice-server`, `payments`, `order-worker`, or any other. */
export function sampleService(name: string, run: string): SampleService {
  const { language, scope, more } = SERVICES[name] ?? { language: "nodejs", scope: name, more: {} };
  return {
    attributes: toAttributes({
      "service.name": name,
      "service.version": "0.1.0",
      "service.instance.id": `${name}-${run}`,
      "telemetry.sdk.name": "opentelemetry",
      "telemetry.sdk.language": language,
      "telemetry.sdk.version": "3.1.0",
      "host.name": "workbench",
      "otel_deno.run.id": run,
      ...more,
    }),
    scope: { name: scope, version: "0.1.0" },
  };
}
