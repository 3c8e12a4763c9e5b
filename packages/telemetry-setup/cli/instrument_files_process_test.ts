import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";

const PERMITTED = mayRunApps() && Deno.build.os !== "windows";
/** The example files of open-telemetry/opentelemetry-configuration, where they are at hand. */
const FIXTURES = PERMITTED
  ? Deno.env.get("OTEL_TEST_CONFIGURATION_EXAMPLES") ??
    fileURLToPath(
      new URL("../../../../shared/fixtures/opentelemetry-configuration", import.meta.url),
    )
  : "";
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

for (const version of ["v1.0.0", "v1.1.0"]) {
  for (const name of ["otel-getting-started", "otel-sdk-config", "otel-sdk-migration-config"]) {
    const file = `${FIXTURES}/${version}/${name}.yaml`;
    Deno.test(`opentelemetry-instrument starts an application with ${version}/${name}.yaml`, {
      ignore: !PERMITTED || !existsSync(file),
    }, async () => {
      await using app = await createOutsideApp();
      const { code, stdout, stderr } = await instrumentCommand(
        ["--config_file", file, "deno", "run", "--no-prompt", "main.ts", "a"],
        { cwd: app.folder, fileOnly: true },
      ).output();
      assert.deepEqual([code, text(stdout)], [0, "main a\n"], text(stderr));
      // Nothing listens there; that is told, and nothing else is wrong.
      assert.doesNotMatch(text(stderr), /otel-deno: error|not permitted/);
    });
  }
}

Deno.test("opentelemetry-instrument sends where a configuration file says", {
  ignore: !PERMITTED,
}, async () => {
  await using receiver = await startSpanCounter();
  await using app = await createOutsideApp();
  const file = `${app.folder}/otel.yaml`;
  const exporter = { otlp_http: { endpoint: `${receiver.endpoint}/v1/traces`, encoding: "json" } };
  await Deno.writeTextFile(
    file,
    JSON.stringify({
      file_format: "1.0",
      tracer_provider: { processors: [{ batch: { exporter } }] },
    }),
  );
  const { code, stderr } = await instrumentCommand(
    ["--config-file=otel.yaml", "deno", "run", "--no-prompt", "main.ts", "a"],
    { cwd: app.folder, fileOnly: true },
  ).output();
  assert.deepEqual([code, receiver.spanNames], [0, ["main a"]], text(stderr));
});
