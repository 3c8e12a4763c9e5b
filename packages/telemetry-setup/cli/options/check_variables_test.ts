import assert from "node:assert/strict";
import { UsageError } from "../usage_error.ts";
import { checkVariables } from "./check_variables.ts";

function check(variables: Record<string, string>, env: Record<string, string> = {}): void {
  checkVariables(variables, (name) => variables[name] ?? env[name]);
}

Deno.test("checkVariables() accepts usable values", () => {
  check({ OTEL_TRACES_EXPORTER: "otlp,console", OTEL_BSP_SCHEDULE_DELAY: "1" });
});

Deno.test("checkVariables() names every value of an option that cannot be used", () => {
  assert.throws(
    () => check({ OTEL_BSP_SCHEDULE_DELAY: "soon", OTEL_LOG_LEVEL: "loud" }),
    (error) =>
      error instanceof UsageError && error.exitCode === 2 &&
      /^Cannot use --log_level="loud": .*\nCannot use --bsp_schedule_delay="soon": expected [^;]*$/
        .test(error.message),
  );
});

Deno.test("checkVariables() leaves the environment's own faults to the application's start", () => {
  check({ OTEL_SERVICE_NAME: "a" }, { OTEL_LOG_LEVEL: "loud" });
});

Deno.test("checkVariables() does not show secrets", () => {
  assert.throws(
    () => check({ OTEL_EXPORTER_OTLP_HEADERS: "hidden" }),
    (error) => error instanceof UsageError && !error.message.includes("hidden"),
  );
});

Deno.test("checkVariables() refuses an option beside a configuration file", () => {
  assert.throws(
    () => check({ OTEL_SERVICE_NAME: "a" }, { OTEL_CONFIG_FILE: "otel.yaml" }),
    { message: /^Cannot use --service_name with OTEL_CONFIG_FILE="otel.yaml": / },
  );
});
