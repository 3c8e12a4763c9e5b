import assert from "node:assert/strict";
import { resolveConfig } from "../../config/resolve_config.ts";
import { describeLeftOut } from "./describe_left_out.ts";

function describe(env: Readonly<Record<string, string>>): readonly string[] {
  return describeLeftOut(resolveConfig((name) => env[name]));
}

Deno.test("describeLeftOut() names each setting of a signal that nothing exports, once", () => {
  assert.deepEqual(
    describe({
      OTEL_TRACES_EXPORTER: "none",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.5",
      OTEL_SPAN_EVENT_COUNT_LIMIT: "3",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: "3",
    }).map((text) => text.split(": ")[1]?.split(", ").toSorted()),
    [
      ["OTEL_SPAN_EVENT_COUNT_LIMIT", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG"],
      ["OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT"],
    ],
  );
});

Deno.test("describeLeftOut() says nothing where nothing is lost", () => {
  assert.deepEqual(describe({ OTEL_TRACES_SAMPLER: "always_off" }), []);
  assert.deepEqual(describe({ OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" }), []);
});
