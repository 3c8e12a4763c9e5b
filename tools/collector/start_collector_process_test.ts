import assert from "node:assert/strict";
import { ignoreWithoutCollector } from "./ignore_without_collector.ts";
import { startCollector } from "./start_collector.ts";

const ignore = ignoreWithoutCollector();

const TRACE_ID = "5b8efff798038103d269b633813fc60c";

const EXPORTS = {
  traces: {
    resourceSpans: [{
      resource: { attributes: [{ key: "service.name", value: { stringValue: "dice-server" } }] },
      scopeSpans: [{
        scope: { name: "diceroller.tracer" },
        spans: [{
          traceId: TRACE_ID,
          spanId: "eee19b7ec3c1b174",
          name: "roll",
          kind: 1,
          startTimeUnixNano: "1795368010407190000",
          endTimeUnixNano: "1795368010407907000",
          attributes: [{ key: "roll.value", value: { intValue: "4" } }],
        }],
      }],
    }],
  },
  metrics: {
    resourceMetrics: [{
      scopeMetrics: [{
        scope: { name: "diceroller.meter" },
        metrics: [{
          name: "dice.rolls",
          unit: "{roll}",
          sum: {
            aggregationTemporality: 2,
            isMonotonic: true,
            dataPoints: [{ asInt: "1", timeUnixNano: "1795368010407907000" }],
          },
        }],
      }],
    }],
  },
  logs: {
    resourceLogs: [{
      scopeLogs: [{
        logRecords: [{ body: { stringValue: "alice is rolling the dice: 4" }, traceId: TRACE_ID }],
      }],
    }],
  },
};

async function post(httpPort: number, signal: keyof typeof EXPORTS): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/v1/${signal}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(EXPORTS[signal]),
  });
  assert.equal(response.status, 200, await response.text());
}

Deno.test("startCollector() shows a posted span in the JSON lines and in the debug text", {
  ignore,
}, async () => {
  await using collector = await startCollector();
  assert.deepEqual(collector.readJsonLines(), []);
  await post(collector.httpPort, "traces");

  const span = await collector.waitForJsonLines(
    "traces",
    ([first]) => first?.resourceSpans[0].scopeSpans[0].spans[0],
  );
  assert.equal(span.traceId, TRACE_ID);
  assert.equal(span.name, "roll");
  assert.deepEqual(span.attributes, [{ key: "roll.value", value: { intValue: "4" } }]);
  const text = collector.output();
  assert.match(text, / {4}Trace ID {7}: 5b8efff798038103d269b633813fc60c\n/);
  assert.match(text, / {4}Name {11}: roll\n {4}Kind {11}: Internal\n/);
  assert.match(text, /Attributes:\n {5}-> roll\.value: Int\(4\)\n/);
});

Deno.test(
  "startCollector() tells the signals apart and keeps what arrived, when it is stopped right after",
  { ignore },
  async () => {
    await using collector = await startCollector();
    await post(collector.httpPort, "traces");
    await post(collector.httpPort, "metrics");
    await post(collector.httpPort, "logs");
    assert.equal(await collector.stop(), 0);

    assert.equal(collector.readJsonLines().length, 3);
    for (const signal of ["traces", "metrics", "logs"] as const) {
      const lines = collector.readJsonLines(signal);
      assert.equal(lines.length, 1, signal);
      assert.deepEqual(Object.keys(lines[0]), Object.keys(EXPORTS[signal]));
    }
  },
);

Deno.test(
  "startCollector() runs two side by side, and stopping is done once",
  { ignore },
  async () => {
    await using first = await startCollector();
    await using second = await startCollector();
    await post(second.httpPort, "logs");
    await second.waitForJsonLines("logs", (lines) => lines.length === 1);
    assert.deepEqual(first.readJsonLines(), []);
    assert.equal(await second.stop(), 0);
    assert.equal(await second.stop(), 0);
    const health = await fetch(`http://127.0.0.1:${first.healthPort}`);
    assert.equal((await health.json()).status, "Server available");
  },
);

Deno.test("startCollector() serves gRPC on its gRPC port", { ignore }, async () => {
  await using collector = await startCollector();
  const grpc = await import("@grpc/grpc-js");
  const client = new grpc.Client(
    `127.0.0.1:${collector.grpcPort}`,
    grpc.credentials.createInsecure(),
  );
  try {
    // An export without any data is an empty message; the answer has an empty partial_success.
    const answer = await new Promise<Uint8Array | undefined>((resolve, reject) =>
      client.makeUnaryRequest(
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        (bytes: Uint8Array) => Buffer.from(bytes),
        (bytes: Uint8Array) => bytes,
        new Uint8Array(),
        (error, value) => error ? reject(error) : resolve(value),
      )
    );
    assert.deepEqual([...answer ?? []], [0x0a, 0x00]);
  } finally {
    client.close();
  }
});

Deno.test("startCollector() throws with the Collector's own words, when a configuration is wrong", {
  ignore,
}, async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(path, "receivers: { unheard_of: }\n");
    await assert.rejects(startCollector({ config: [path] }), (error: Error) => {
      assert.match(error.message, /^Cannot start the Collector: it ended with exit code 1\n/);
      assert.match(error.message, /unheard_of/);
      return true;
    });
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("startCollector() throws, when it is not healthy in time", { ignore }, async () => {
  await assert.rejects(
    // Healthy it will be, but on another port than the one that is asked.
    startCollector({ env: { HEALTH_CHECK_PORT: "0" }, timeoutMs: 300 }),
    /^Error: Cannot start the Collector: it was not healthy in 300 ms\n/,
  );
});

Deno.test("waitForJsonLines() throws with what came instead, when it is not what was waited for", {
  ignore,
}, async () => {
  await using collector = await startCollector();
  await post(collector.httpPort, "logs");
  await collector.waitForJsonLines("logs", (lines) => lines.length === 1);
  await assert.rejects(
    collector.waitForJsonLines("logs", () => false, { timeoutMs: 0 }),
    /alice is rolling the dice: 4/,
  );
});
