import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { startCollector } from "../../tools/collector/start_collector.ts";
import { parseJsonSequence } from "../../tools/parse_json_sequence.ts";
import { mayRunProcesses } from "./testing/may_run_processes.ts";

// The lines of the Python getting-started guide, with `deno run` where it has `flask run`.
const ignore = !mayRunProcesses() ||
  (["env", "read", "write", "run"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const TO_CONSOLE = [
  ...["--traces_exporter", "console", "--metrics_exporter", "console"],
  ...["--logs_exporter", "console", "--service_name", "dice-server"],
] as const;
const TO_OTLP = ["--logs_exporter", "otlp"] as const;

// deno-lint-ignore no-explicit-any -- the parsed output, whose shape is what is tested
type Printed = any;

/** Runs the server behind `opentelemetry-instrument`, rolls once for alice, ends it with SIGTERM. */
async function run(
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly value: number; readonly stdout: string; readonly stderr: string }> {
  const deno = Deno.execPath();
  const permissions = ["--allow-net", "--allow-env"];
  const child = new Deno.Command(deno, {
    args: [
      ...["run", "-A", "--no-prompt", file("../../packages/telemetry-setup/cli/instrument.ts")],
      ...[...options, deno, "run", ...permissions, file("main.ts"), "-p", "0"],
    ],
    env: {
      OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED: "true",
      // Nothing is to be left in the folder of whoever runs the tests.
      OTEL_DENO_DEFAULT_SPOOL_DIR: "none",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const ready = Promise.withResolvers<string | undefined>();
  const stderr = (async () => {
    let text = "";
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      text += part;
      const port = /is ready on http:\S+:(\d+)\/rolldice\n/.exec(text)?.[1];
      if (port !== undefined) ready.resolve(port);
    }
    ready.resolve(undefined);
    return text;
  })();
  const port = await ready.promise;
  if (port === undefined) assert.fail(await stderr);
  const response = await fetch(`http://127.0.0.1:${port}/rolldice?player=alice`);
  const value = Number(await response.text());
  child.kill("SIGTERM");
  assert.equal((await child.status).code, 143, await stderr);
  return { value, stdout: await stdout, stderr: await stderr };
}

Deno.test("the first seed line prints traces, metrics and logs", { ignore }, async () => {
  const { value, stdout } = await run(TO_CONSOLE);
  const printed: readonly Printed[] = parseJsonSequence(stdout);
  const request = printed.find(({ kind }) => kind === "SpanKind.SERVER");
  assert.equal(request.name, "GET /rolldice");
  assert.equal(request.parent_id, null);
  assert.equal(request.attributes["http.route"], "/rolldice");
  const log = printed.find(({ body }) => body === `alice is rolling the dice: ${value}`);
  assert.deepEqual([log.severity_text, log.severity_number], ["WARN", 13]);
  assert.equal(log.trace_id, request.context.trace_id);
  const names = metricsOf(printed).map(({ name }) => name);
  assert.ok(names.includes("http.server.request.duration"), names.join());
  for (const { resource } of [request, log]) {
    assert.equal(resource.attributes["service.name"], "dice-server");
  }
});

Deno.test("the second seed line prints the span of roll() below the request's", {
  ignore,
}, async () => {
  const { value, stdout } = await run(TO_CONSOLE);
  const printed: readonly Printed[] = parseJsonSequence(stdout);
  const request = printed.find(({ kind }) => kind === "SpanKind.SERVER");
  const roll = printed.find(({ name }) => name === "roll");
  assert.equal(roll.kind, "SpanKind.INTERNAL");
  assert.equal(roll.parent_id, request.context.span_id);
  assert.equal(roll.context.trace_id, request.context.trace_id);
  assert.deepEqual(roll.attributes, { "roll.value": value });
  assert.equal(roll.status.status_code, "UNSET");
});

Deno.test("the third seed line prints the counter of rolls by value", { ignore }, async () => {
  const { value, stdout } = await run(TO_CONSOLE);
  const rolls = metricsOf(parseJsonSequence(stdout)).find(({ name }) => name === "dice.rolls");
  assert.equal(rolls.description, "The number of rolls by roll value");
  assert.equal(rolls.data.is_monotonic, true);
  assert.equal(rolls.data.aggregation_temporality, 2);
  const [{ attributes, value: count }] = rolls.data.data_points;
  assert.deepEqual([attributes, count], [{ "roll.value": value }, 1]);
});

function metricsOf(printed: readonly Printed[]): readonly Printed[] {
  return printed.flatMap(({ resource_metrics = [] }) => resource_metrics)
    .flatMap(({ scope_metrics }: Printed) => scope_metrics)
    .flatMap(({ metrics }: Printed) => metrics);
}

// Python's command sends by gRPC where nothing is set; here the specification's default holds.
for (const protocol of [undefined, "grpc"] as const) {
  Deno.test(`the fourth seed line sends everything to the Collector by ${protocol ?? "default"}`, {
    ignore: ignore || ignoreWithoutCollector(),
  }, async () => {
    await using collector = await startCollector();
    const port = protocol === "grpc" ? collector.grpcPort : collector.httpPort;
    const { value, stdout, stderr } = await run(TO_OTLP, {
      // The Collector of a test listens elsewhere than on 4317 and 4318.
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      ...(protocol === undefined ? {} : { OTEL_EXPORTER_OTLP_PROTOCOL: protocol }),
    });
    assert.equal(stdout, "");
    assert.doesNotMatch(stderr, /otel-deno: (warning|error)/);
    for (const signal of ["traces", "metrics", "logs"] as const) {
      await collector.waitForJsonLines(signal, (lines) => lines.length > 0);
    }
    await collector.stop();
    const output = collector.output();
    const printed = (expected: RegExp) => assert.match(output, expected);
    printed(/Name {11}: roll\n {4}Kind {11}: Internal\n/);
    printed(/Name {11}: GET \/rolldice\n {4}Kind {11}: Server\n/);
    printed(/ -> http\.route: Str\(\/rolldice\)\n/);
    printed(new RegExp(`Attributes:\n     -> roll\\.value: Int\\(${value}\\)\n`));
    printed(/SeverityNumber: Warn\(13\)\n/);
    printed(new RegExp(`Body: Str\\(alice is rolling the dice: ${value}\\)\n`));
    printed(/ -> Name: dice\.rolls\n {5}-> Description: The number of rolls by roll value\n/);
    printed(/ -> IsMonotonic: true\n {5}-> AggregationTemporality: Cumulative\n/);
    printed(/ -> Name: http\.server\.request\.duration\n/);
  });
}
