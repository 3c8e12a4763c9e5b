import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";

const permitted = ([
  { name: "net", host: "127.0.0.1" },
  { name: "read" },
  { name: "write" },
] as const).every((descriptor) => Deno.permissions.querySync(descriptor).state === "granted");
const ignore = !permitted;

Deno.test("Deno.serve refuses wrong arguments in Deno's own words", { ignore }, () => {
  using telemetry = recordTelemetry();
  const plain = Deno.serve as unknown as (...args: unknown[]) => unknown;
  using _enabled = createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const instrumented = Deno.serve as unknown as (...args: unknown[]) => unknown;
  const handler = () => new Response();
  const wrong: unknown[][] = [
    [],
    [undefined],
    [null],
    [{}],
    [{ port: 0 }, "no handler"],
    [{ handler: 1 }],
    [null, handler],
    [{ port: -1, hostname: "127.0.0.1" }, handler],
    [{ port: 0, hostname: "127.0.0.1", cert: "no certificate", key: "no key" }, handler],
    [{ port: 0, hostname: "127.0.0.1", cert: "x" }, handler],
  ];
  for (const args of wrong) {
    const expected = errorOf(() => plain(...args));
    assert.ok(expected, Deno.inspect(args));
    assert.equal(errorOf(() => instrumented(...args)), expected, Deno.inspect(args));
  }
});

function errorOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

for (const args of [["run"], ["run", "--unstable-no-legacy-abort"]]) {
  Deno.test(`deno ${args.join(" ")} answers alike with and without telemetry`, {
    ignore: ignore || Deno.permissions.querySync({ name: "run" }).state !== "granted",
  }, async () => {
    const plain = await runServeCases(args);
    assert.equal(plain.code, 0);
    assert.ok(plain.answers.length > 30);
    const preload = `--preload=${new URL("../../register.ts", import.meta.url)}`;
    for (const OTEL_DENO_FAST_PATH of ["on", "off"]) {
      const instrumented = await runServeCases([...args, preload], { OTEL_DENO_FAST_PATH });
      assert.deepEqual(instrumented, plain, OTEL_DENO_FAST_PATH);
    }
  });
}

/** Runs an application that serves each of its cases, and tells what clients and people see. */
async function runServeCases(args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...args,
      "--no-prompt",
      "--allow-net=127.0.0.1",
      "--allow-env",
      "--allow-sys",
      new URL("../testdata/serve_cases.ts", import.meta.url).href,
    ],
    env: {
      NO_COLOR: "1",
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_LOG_LEVEL: "warn",
      ...env,
    },
    signal: AbortSignal.timeout(30_000),
  }).output();
  const lines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split("\n");
  return {
    code,
    answers: lines(stdout),
    // A client may ask again where a connection breaks off.
    complaints: [...new Set(lines(stderr).filter((line) => !line.startsWith("    at ")))],
  };
}
