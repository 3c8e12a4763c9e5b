import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";

const ignore = !mayRunApps();
const EXPLAIN = fileURLToPath(new URL("explain.ts", import.meta.url));

async function explain(...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-env", EXPLAIN, ...args],
    env: {
      OTEL_SERVICE_NAME: "dice",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "api-key=hidden",
      OTEL_EXPORTER_OTLP_TIMEOUT: "5",
    },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

Deno.test("opentelemetry-explain prints a line for each setting", { ignore }, async () => {
  const { code, stdout } = await explain();
  assert.equal(code, 0);
  const lines = stdout.split("\n");
  for (
    const line of [
      "OTEL_SERVICE_NAME  dice  (environment; default: name of the app's deno.json or package.json, else unknown_service:deno)",
      "OTEL_BSP_SCHEDULE_DELAY  5000  (default)",
      "OTEL_EXPORTER_OTLP_TRACES_HEADERS  ***  (environment)",
      "OTEL_EXPORTER_OTLP_LOGS_HEADERS  not set  (default)",
      "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT  5  (OTEL_EXPORTER_OTLP_TIMEOUT; default: 10000)",
    ]
  ) {
    assert.ok(lines.includes(line), `${line}\nis not in\n${stdout}`);
  }
});

Deno.test("opentelemetry-explain --json prints the same for programs", { ignore }, async () => {
  const { code, stdout } = await explain("--json");
  assert.equal(code, 0);
  const [found] = JSON.parse(stdout)
    .filter(({ setting }: { readonly setting: string }) => setting === "OTEL_SERVICE_NAME");
  assert.deepEqual([found.value, found.source], ["dice", "environment"]);
  assert.doesNotMatch(stdout, /hidden/);
});

Deno.test("opentelemetry-explain refuses what it does not know", { ignore }, async () => {
  const { code, stderr } = await explain("--xml");
  assert.deepEqual([code, stderr], [2, "opentelemetry-explain: Cannot use --xml\n"]);
});
