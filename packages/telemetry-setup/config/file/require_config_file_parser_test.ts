import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../load_config.ts";
import { requireConfigFileParser } from "./require_config_file_parser.ts";

const PERMITTED = ["read", "env"].every((name) =>
  Deno.permissions.querySync({ name } as Deno.PermissionDescriptor).state === "granted"
);
/** The example files of open-telemetry/opentelemetry-configuration, where they are at hand. */
const FIXTURES = PERMITTED
  ? Deno.env.get("OTEL_TEST_CONFIGURATION_EXAMPLES") ??
    fileURLToPath(
      new URL("../../../../../shared/fixtures/opentelemetry-configuration", import.meta.url),
    )
  : "";

Deno.test("requireConfigFileParser() names the flag to add, when the folder may not be read", {
  permissions: {},
}, () => {
  assert.throws(() => requireConfigFileParser(), /its parser may not be loaded; add --allow-read=/);
});

for (const version of ["v1.0.0", "v1.1.0"]) {
  for (const name of ["otel-getting-started", "otel-sdk-config", "otel-sdk-migration-config"]) {
    const path = `${FIXTURES}/${version}/${name}.yaml`;
    Deno.test(`loadConfig() loads the example ${version}/${name}.yaml`, {
      ignore: !PERMITTED || !existsSync(path),
    }, () => {
      const { config, error, explanation } = loadConfig((name) =>
        name === "OTEL_CONFIG_FILE" ? path : undefined
      );
      assert.equal(error, undefined);
      assert.deepEqual(config.propagator?.composite, [{ tracecontext: {} }, { baggage: {} }]);
      const { endpoint } = config.tracer_provider!.processors[0]!.batch!.exporter.otlp_http!;
      assert.equal(endpoint, "http://localhost:4318/v1/traces");
      assert.equal(config.meter_provider?.readers[0]?.periodic?.interval, 60_000);
      assert.equal(config.logger_provider?.processors[0]?.batch?.schedule_delay, 1000);
      assert.ok(explanation.some(({ source }) => source === "file"));
    });
  }
}
