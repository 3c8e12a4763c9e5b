import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { logs, metrics, trace } from "@opentelemetry/api";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { type RunningCollector, startCollector } from "../../tools/collector/start_collector.ts";
import { pick, type Random, seededRandom } from "../otlp/testdata/random_record.ts";
import { callEverything } from "./providers/guard/testdata/call_everything.ts";
import { HOSTILE_VALUES } from "./providers/guard/testdata/hostile_values.ts";
import { startTelemetry } from "./start_telemetry.ts";
import { sendRawRequests } from "./testdata/send_raw_requests.ts";

const ignore = ignoreWithoutCollector();
// A minute in all where everything is checked, a few seconds where somebody waits for it.
const SECONDS_EACH = !ignore && Deno.env.get("CI") === "true" ? 20 : 3;
const SEED = 20_261_122;
const LOSSES = /^(?:Dropped|Lost|Cannot (?:send|encode))|rejected|\bsays: /;

Deno.test("The fuzz's values are the same again for the same seed", () => {
  const [one, other] = [seededRandom(SEED), seededRandom(SEED)];
  for (let index = 0; index < 100; index++) {
    assert.equal(typeof randomValue(one), typeof randomValue(other));
  }
});

for (const protocol of ["http/protobuf", "http/json", "grpc"] as const) {
  Deno.test(`The Collector takes whatever an application records, over ${protocol}`, {
    ignore,
  }, async () => {
    await using collector = await startQuietCollector();
    const lines: string[] = [];
    const telemetry = await start(collector, { protocol, lines });
    const random = seededRandom(SEED);
    let rounds = 0;
    try {
      await using server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        () => new Response("dice"),
      );
      const providers = {
        tracerProvider: trace.getTracerProvider(),
        meterProvider: metrics.getMeterProvider(),
        loggerProvider: logs.getLoggerProvider(),
      };
      const end = performance.now() + SECONDS_EACH * 1000;
      while (performance.now() < end) {
        const calls = callEverything(providers, () => randomValue(random));
        for (const [name, call] of Object.entries(calls)) {
          assert.doesNotThrow(call, `${name}, seed ${SEED}, round ${rounds}`);
        }
        await sendRawRequests(server.addr.port, { count: 10, random });
        providers.tracerProvider.getTracer("rounds").startSpan(`round ${rounds}`).end();
        providers.loggerProvider.getLogger("rounds").emit({ body: `round ${rounds}` });
        await telemetry.forceFlush();
        rounds++;
      }
    } finally {
      await telemetry.shutdown();
    }
    // What was wrong with a call is told; that something was lost or refused is not.
    assert.deepEqual(lines.filter((line) => LOSSES.test(line)), []);
    assert.ok(
      lines.some((line) => /^Replaced \d+ values? for /.test(line)),
      "nothing was replaced",
    );

    // Once it has ended, all is written.
    assert.equal(await collector.stop(), 0);
    const arrived = countArrived(collector);
    assert.deepEqual([arrived.rounds, arrived.records], [rounds, rounds]);
    assert.ok(arrived.requests > 0, "no request became a span");
    assert.ok(arrived.metrics, "there were no metrics");
  });
}

for (const protocol of ["http/protobuf", "http/json", "grpc"] as const) {
  Deno.test(`The Collector takes a record larger than it receives, shortened, over ${protocol}`, {
    ignore,
  }, async () => {
    await using collector = await startQuietCollector();
    const lines: string[] = [];
    const telemetry = await start(collector, { protocol, lines });
    const logger = logs.getLogger("large");
    logger.emit({ body: "\u{1f3b2}".repeat(12_000_000), attributes: { short: "kept" } });
    trace.getTracer("large").startSpan("x", { attributes: { large: "x".repeat(25_000_000) } })
      .end();
    logger.emit({ body: "small" });
    await telemetry.shutdown();

    assert.deepEqual(lines.filter((line) => LOSSES.test(line)), []);
    assert.ok(
      lines.some((line) => /^Replaced \d+ values? for /.test(line)),
      "nothing was replaced",
    );
    const records = await collector.waitForJsonLines("logs", (found) => {
      const records = found.flatMap(({ resourceLogs }) => resourceLogs)
        .flatMap(({ scopeLogs }) => scopeLogs).flatMap(({ logRecords }) => logRecords);
      return records.length === 2 && records;
    });
    const large = records.find(({ body }) => body.stringValue !== "small");
    assert.deepEqual(large.attributes, [{ key: "short", value: { stringValue: "kept" } }]);
    assert.match(large.body.stringValue, /^(?:\u{1f3b2})+$/u);
    assert.equal(
      (await collector.waitForJsonLines("traces", (found) => found.length > 0 && found)).length,
      1,
    );
  });
}

function start(
  collector: RunningCollector,
  { protocol, lines }: { readonly protocol: string; readonly lines: string[] },
) {
  const port = protocol === "grpc" ? collector.grpcPort : collector.httpPort;
  const env: Readonly<Record<string, string>> = {
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_DENO_DELIVERY: "inline",
    OTEL_DENO_DISABLED_INSTRUMENTATIONS: "console",
  };
  const say = (line: string) => void lines.push(line);
  return startTelemetry({
    env: (name) => env[name],
    diagnostics: { error: say, warn: say, info: say, debug() {} },
  });
}

/** What the Collector kept, looked at piece by piece: all of it is more than memory should hold. */
function countArrived(collector: RunningCollector) {
  let [rounds, requests, records] = [0, 0, 0];
  for (const { resourceSpans } of collector.eachJsonLine("traces")) {
    for (const { scopeSpans } of resourceSpans) {
      for (const { scope, spans } of scopeSpans) {
        if (scope.name === "rounds") rounds += spans.length;
        requests += spans.filter(isRequest).length;
      }
    }
  }
  for (const { resourceLogs } of collector.eachJsonLine("logs")) {
    for (const { scopeLogs } of resourceLogs) {
      for (const { scope, logRecords } of scopeLogs) {
        if (scope.name === "rounds") records += logRecords.length;
      }
    }
  }
  // Hundreds of megabytes, as each collection has all that there is.
  const metrics = collector.eachJsonLine("metrics").some((line) => line.resourceMetrics.length > 0);
  return { rounds, requests, records, metrics };
}

// deno-lint-ignore no-explicit-any -- OTLP/JSON
function isRequest({ attributes = [] }: any): boolean {
  return attributes.some(({ key }: { readonly key: string }) => key === "http.request.method");
}

/** Mostly hostile values; now and then one that is only large, or nested at random. */
function randomValue(random: Random, depth = 0): unknown {
  const chance = random();
  if (depth < 5 && chance < 0.1) {
    return Array.from({ length: 3 }, () => randomValue(random, depth + 1));
  }
  if (depth < 5 && chance < 0.2) {
    return Object.fromEntries(
      [randomText(random, 5), "__proto__", "a"].map((key) => [key, randomValue(random, depth + 1)]),
    );
  }
  if (chance < 0.3) return randomText(random, 200);
  if (chance < 0.4) return (random() - 0.5) * 10 ** Math.floor(random() * 40);
  if (chance < 0.401) return "x".repeat(1_000_000);
  return pick(Object.values(HOSTILE_VALUES), random)();
}

function randomText(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(random() * 0x10000)).join("");
}

/** Prints nothing of the much that arrives, and keeps it. */
function startQuietCollector(): Promise<RunningCollector> {
  return startCollector({
    config: [
      `${repositoryRoot}/collector/debug/otel-collector-config.yaml`,
      fileURLToPath(new URL("testdata/quiet_collector.yaml", import.meta.url)),
    ],
  });
}
