import assert from "node:assert/strict";
import { createEnvSettings } from "../create_env_settings.ts";
import { type Limits, resolveLimits } from "./resolve_limits.ts";
import { separateSources } from "../separate_sources.ts";

function resolve(env: Readonly<Record<string, string>>) {
  const limits: Limits = resolveLimits(
    createEnvSettings((name) => env[name], { readIneffective: true }),
  );
  return {
    attributes: separateSources(limits.attributes).value,
    spans: separateSources(limits.spans).value,
    logRecords: separateSources(limits.logRecords).value,
  };
}

Deno.test("resolveLimits() takes the general limit everywhere, when no other one is set", () => {
  const { attributes, spans, logRecords } = resolve({
    OTEL_ATTRIBUTE_COUNT_LIMIT: "7",
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "9",
  });
  const general = { attribute_value_length_limit: 9, attribute_count_limit: 7 };
  assert.deepEqual(attributes, general);
  assert.deepEqual(logRecords, general);
  assert.deepEqual(spans, {
    ...general,
    event_count_limit: 128,
    link_count_limit: 128,
    event_attribute_count_limit: 7,
    link_attribute_count_limit: 7,
  });
});

Deno.test("resolveLimits() takes the special limit, when a general one is set, too", () => {
  const { spans, logRecords } = resolve({
    OTEL_ATTRIBUTE_COUNT_LIMIT: "7",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "1",
    OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: "2",
    OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: "3",
    OTEL_SPAN_EVENT_COUNT_LIMIT: "4",
    OTEL_SPAN_LINK_COUNT_LIMIT: "5",
    OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: "6",
    OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: "0",
    OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT: "8",
  });
  assert.deepEqual(spans, {
    attribute_value_length_limit: 6,
    attribute_count_limit: 1,
    event_count_limit: 4,
    link_count_limit: 5,
    event_attribute_count_limit: 2,
    link_attribute_count_limit: 3,
  });
  assert.deepEqual(logRecords, { attribute_value_length_limit: 8, attribute_count_limit: 0 });
});
