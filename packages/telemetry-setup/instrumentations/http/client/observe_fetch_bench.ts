import { trace, TraceFlags } from "@opentelemetry/api";
import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { DEFAULT_CONFIG } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { createHttpClientInstrumentation } from "./http_client.ts";

const url = "http://dice.example:8080/rolldice?rolls=3";
const init = { headers: { accept: "text/plain" } };
const unsampled = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "1".repeat(32),
  spanId: "2".repeat(16),
  traceFlags: TraceFlags.NONE,
});

/** Without a network: what is measured is what is done around a call. */
const answer = (_url: unknown, init?: RequestInit) => {
  new Headers(init?.headers);
  return Promise.resolve(new Response("6"));
};
const original = globalThis.fetch;
globalThis.fetch = answer as typeof fetch;
const telemetry = recordTelemetry();
createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
const observed = globalThis.fetch;
globalThis.fetch = original;

Deno.bench("fetch and text(), not observed", { baseline: true }, async () => {
  await (await answer(url, init)).text();
});
Deno.bench("fetch and text(), observed, in a trace that is not sampled", async () => {
  await context.with(unsampled, async () => await (await observed(url, init)).text());
});
Deno.bench("fetch and text(), observed", async () => {
  await (await observed(url, init)).text();
  telemetry.takeSpans();
});
