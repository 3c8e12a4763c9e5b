/** The scenario `secure`: what passes its two real Collectors, and as whose. */
import assert from "node:assert/strict";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import type { OtlpSignal } from "../../tools/collector/start_collector.ts";
import { openSecureSender } from "./testing/open_secure_sender.ts";
import {
  HARMLESS,
  PLANTED,
  PLANTED_CARDS,
  PLANTED_TELEMETRY,
} from "./testing/planted_telemetry.ts";
import { type SecureScenario, startSecureScenario } from "./testing/start_secure_scenario.ts";

const ignore = ignoreWithoutCollector();
const SIGNALS = ["traces", "metrics", "logs"] as const;

/** Waits until so many exports of each signal are with the backend. */
async function arrivals({ backend }: SecureScenario, count: number): Promise<string> {
  for (const signal of SIGNALS) {
    await backend.waitForJsonLines(signal, (lines) => lines.length >= count);
  }
  return backend.readJsonLines().map((line) => JSON.stringify(line)).join("\n");
}

function namedLog(name: string): unknown {
  return {
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: name } }] }] }],
  };
}

const NAMED: Readonly<Record<OtlpSignal, (name: string) => unknown>> = {
  logs: namedLog,
  traces: (name) => ({
    resourceSpans: [{
      scopeSpans: [{
        spans: [{ traceId: "5b8efff798038103d269b633813fc60c", spanId: "eee19b7ec3c1b174", name }],
      }],
    }],
  }),
  metrics: (name) => ({
    resourceMetrics: [{
      scopeMetrics: [{ metrics: [{ name, gauge: { dataPoints: [{ asInt: "1" }] } }] }],
    }],
  }),
};

Deno.test("collector/secure lets no planted secret through, and what is harmless as it is", {
  ignore,
}, async () => {
  await using scenario = await startSecureScenario();
  using sender = openSecureSender(scenario);
  for (const signal of SIGNALS) {
    assert.equal(await sender.post(signal, PLANTED_TELEMETRY[signal]), 200);
  }
  const arrived = await arrivals(scenario, 1);
  const leaks = arrived.split(/(?=\{)/).filter((part) => part.includes(PLANTED));
  assert.deepEqual(leaks, []);
  const digits = arrived.replaceAll(/(?<=\d)[ -](?=\d)/g, "");
  for (const card of PLANTED_CARDS) assert.ok(!digits.includes(card), card);
  for (const text of HARMLESS) assert.ok(arrived.includes(text), text);

  const [span, ...others] = scenario.backend.readJsonLines("traces")
    .flatMap(({ resourceSpans }) => resourceSpans[0].scopeSpans[0].spans);
  assert.equal(span.name, "GET /rolldice");
  assert.equal(span.status.message, "refused ****");
  assert.equal(span.events[0].name, "****");
  assert.ok(others.length > 10 && others.every(({ name }) => name.includes("****")));
  // What the Collectors themselves print is no way out either.
  assert.ok(!scenario.collector.output().includes(PLANTED));
});

Deno.test("collector/secure hands each tenant's data on under its name, all three signals", {
  ignore,
}, async () => {
  await using scenario = await startSecureScenario();
  using sender = openSecureSender(scenario);
  const tenants = ["red", "blue", undefined];
  // At the same time, so that they could get into one batch.
  await Promise.all(tenants.flatMap((tenant) =>
    SIGNALS.map(async (signal) => {
      const headers = tenant === undefined ? {} : { "x-tenant": tenant };
      const body = NAMED[signal](`of ${tenant ?? "unknown"}`);
      assert.equal(await sender.post(signal, body, headers), 200);
    })
  ));
  await arrivals(scenario, tenants.length);
  for (const signal of SIGNALS) {
    const seen = scenario.backend.readJsonLines(signal)
      .flatMap((line) => line.resourceSpans ?? line.resourceMetrics ?? line.resourceLogs)
      .map((part) => [
        part.resource.attributes[0].value.stringValue,
        /"of (\w+)"/.exec(JSON.stringify(part))?.[1],
      ]);
    assert.deepEqual(seen.sort(), [["blue", "blue"], ["red", "red"], ["unknown", "unknown"]]);
  }
});

Deno.test("collector/secure refuses further tenants, when there are a hundred", {
  ignore,
}, async () => {
  await using scenario = await startSecureScenario();
  using sender = openSecureSender(scenario);
  const post = (tenant: number) =>
    sender.post("logs", namedLog("hello"), { "x-tenant": `tenant-${tenant}` });
  for (let tenant = 0; tenant < 100; tenant++) assert.equal(await post(tenant), 200);
  assert.equal(await post(100), 500);
  assert.equal(await post(7), 200, "one that is known goes on");
});
