import assert from "node:assert/strict";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { startCollector } from "../../tools/collector/start_collector.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "./testing/telemetry_flags.ts";

const ignore = ignoreWithoutCollector();

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Attributes as OTLP/JSON has them, type included: `{ "roll.value": { intValue: "4" } }`. */
function toMap(attributes: readonly Attribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
}

for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
  Deno.test(`dice-server sends all three signals by ${protocol}, complete at SIGTERM`, {
    ignore,
  }, async () => {
    await using collector = await startCollector();
    const port = protocol === "grpc" ? collector.grpcPort : collector.httpPort;
    const server = await startDiceServer({
      args: ["--port", "0"],
      permissions: TELEMETRY_FLAGS,
      env: {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      },
    });
    const value = (await server.get("/rolldice?player=alice")).body;
    const { status, stdout } = await server.stop("SIGTERM");
    assert.equal(status.code, 143);
    assert.equal(stdout, "", "nothing of the telemetry is printed");

    const spans = await collector.waitForJsonLines("traces", (lines) => {
      const found = lines.flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);
      return found.length >= 2 && found;
    });
    const roll = spans.find(({ name }) => name === "roll");
    const request = spans.find(({ name }) => name === "GET /rolldice");
    assert.equal(spans.length, 2);
    assert.deepEqual(toMap(roll.attributes), { "roll.value": { intValue: value } });
    assert.equal(roll.parentSpanId, request.spanId);
    assert.equal(roll.traceId, request.traceId);
    assert.equal(request.parentSpanId ?? "", "");
    assert.equal(request.kind, 2, "SPAN_KIND_SERVER");
    const attributes = toMap(request.attributes);
    assert.deepEqual(attributes["http.route"], { stringValue: "/rolldice" });
    assert.deepEqual(attributes["http.response.status_code"], { intValue: "200" });
    assert.deepEqual(attributes["url.query"], { stringValue: "player=alice" });

    const metrics = await collector.waitForJsonLines("metrics", (lines) => {
      const found = lines.flatMap(({ resourceMetrics }) => resourceMetrics)
        .flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics }) => metrics);
      return found.length >= 2 && found;
    });
    const rolls = metrics.find(({ name }) => name === "dice.rolls");
    assert.equal(rolls.description, "The number of rolls by roll value");
    assert.equal(rolls.unit, "{roll}");
    assert.equal(rolls.sum.isMonotonic, true);
    assert.equal(rolls.sum.aggregationTemporality, 2, "AGGREGATION_TEMPORALITY_CUMULATIVE");
    assert.deepEqual(toMap(rolls.sum.dataPoints[0].attributes), {
      "roll.value": { intValue: value },
    });
    assert.equal(rolls.sum.dataPoints[0].asInt, "1");
    const [rolled] = rolls.sum.dataPoints[0].exemplars;
    assert.deepEqual([rolled.traceId, rolled.spanId], [roll.traceId, roll.spanId]);
    assert.equal(rolled.asInt, "1");
    const duration = metrics.find(({ name }) => name === "http.server.request.duration");
    assert.equal(duration.unit, "s");
    const [point] = duration.histogram.dataPoints;
    assert.equal(point.count, "1");
    assert.ok(point.sum > 0 && point.sum < 10);
    const [served] = point.exemplars;
    assert.deepEqual([served.traceId, served.spanId], [request.traceId, request.spanId]);
    assert.equal(served.asDouble, point.sum);
    assert.deepEqual(
      point.explicitBounds,
      [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    );

    const logs = await collector.waitForJsonLines("logs", (lines) => {
      const found = lines.flatMap(({ resourceLogs }) => resourceLogs);
      return found.length > 0 && found;
    });
    const records = logs.flatMap(({ scopeLogs }) => scopeLogs)
      .flatMap(({ logRecords }) => logRecords);
    const warning = records.find(({ severityText }) => severityText === "WARN");
    assert.deepEqual(warning.body, { stringValue: `alice is rolling the dice: ${value}` });
    assert.equal(warning.severityNumber, 13);
    assert.equal(warning.traceId, request.traceId);

    const resource = toMap(logs[0].resource.attributes);
    assert.deepEqual(resource["service.name"], { stringValue: "dice-server" });
    assert.deepEqual(resource["telemetry.distro.name"], { stringValue: "otel-deno" });
    assert.equal(resource["process.command_line"], undefined);
    assert.equal(resource["process.command_args"], undefined);
  });
}

Deno.test("dice-server sends while it runs, without being ended", { ignore }, async () => {
  await using collector = await startCollector();
  await using server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.httpPort}`,
      OTEL_BSP_SCHEDULE_DELAY: "100",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
    },
  });
  await server.get("/rolldice?rolls=3");
  for (const signal of ["traces", "metrics", "logs"] as const) {
    await collector.waitForJsonLines(signal, (lines) => lines.length > 0);
  }
});

Deno.test("the Collector prints the dice server's telemetry in the seed's layout", {
  ignore,
}, async () => {
  await using collector = await startCollector();
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.httpPort}` },
  });
  const value = (await server.get("/rolldice?player=alice")).body;
  await server.stop("SIGTERM");
  for (const signal of ["traces", "metrics", "logs"] as const) {
    await collector.waitForJsonLines(signal, (lines) => lines.length > 0);
  }
  await collector.stop();
  const output = collector.output();
  // As the debug exporter of the same version prints them for the Python original, but for what
  // is right in ours: an integer value, a unit, and the conventions' present names.
  const id = "[0-9a-f]";
  const time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.?\\d* \\+0000 UTC";
  const parts = [
    `ResourceSpans #0\nResource SchemaURL: .*\nResource attributes:\n(?:     -> .*\n)+` +
    `ScopeSpans #0\n`,
    `InstrumentationScope diceroller\\.tracer ?\nSpan #0\n` +
    `    Trace ID       : ${id}{32}\n    Parent ID      : ${id}{16}\n` +
    `    ID             : ${id}{16}\n    Name           : roll\n    Kind           : Internal\n` +
    `(?:    TraceState     : .*\n)?    Start time     : ${time}\n    End time       : ${time}\n` +
    `    Status code    : Unset\n    Status message : ?\n(?:    Dropped\\w+: 0\n)*` +
    `Attributes:\n     -> roll\\.value: Int\\(${value}\\)\n`,
    `    Name           : GET /rolldice\n    Kind           : Server\n`,
    `     -> http\\.response\\.status_code: Int\\(200\\)\n`,
    `LogRecord #\\d\nObservedTimestamp: ${time}\nTimestamp: ${time}\nSeverityText: WARN\n` +
    `SeverityNumber: Warn\\(13\\)\n(?:EventName: .*\n)?` +
    `Body: Str\\(alice is rolling the dice: ${value}\\)\n`,
    `Descriptor:\n     -> Name: dice\\.rolls\n` +
    `     -> Description: The number of rolls by roll value\n     -> Unit: {roll}\n` +
    `     -> DataType: Sum\n     -> IsMonotonic: true\n` +
    `     -> AggregationTemporality: Cumulative\nNumberDataPoints #0\n` +
    `Data point attributes:\n     -> roll\\.value: Int\\(${value}\\)\n` +
    `StartTimestamp: ${time}\nTimestamp: ${time}\nValue: 1\n` +
    `Exemplars:\nExemplar #0\n     -> Trace ID: ${id}{32}\n     -> Span ID: ${id}{16}\n` +
    `     -> Timestamp: ${time}\n     -> Value: 1\n`,
  ];
  for (const part of parts) assert.match(output, new RegExp(part));
});
