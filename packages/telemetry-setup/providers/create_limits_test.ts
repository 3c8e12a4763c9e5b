import assert from "node:assert/strict";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { createLogRecordLimits, createSpanLimits } from "./create_limits.ts";

const PROCESSORS = { processors: [] };

Deno.test("createSpanLimits() has the defaults of the specification", () => {
  assert.deepEqual(createSpanLimits({}), {
    attributeCountLimit: 128,
    attributeValueLengthLimit: Infinity,
    eventCountLimit: 128,
    linkCountLimit: 128,
    attributePerEventCountLimit: 128,
    attributePerLinkCountLimit: 128,
  });
});

Deno.test("createSpanLimits() falls back to the general limits, for events and links too", () => {
  const attribute_limits = { attribute_count_limit: 3, attribute_value_length_limit: 4 };
  const general = {
    attributeCountLimit: 3,
    attributeValueLengthLimit: 4,
    eventCountLimit: 128,
    linkCountLimit: 128,
    attributePerEventCountLimit: 3,
    attributePerLinkCountLimit: 3,
  };
  assert.deepEqual(createSpanLimits({ attribute_limits }), general);
  const limits = {
    attribute_count_limit: 10,
    attribute_value_length_limit: null,
    event_count_limit: 11,
    link_count_limit: 0,
    event_attribute_count_limit: 12,
    link_attribute_count_limit: 13,
  };
  assert.deepEqual(
    createSpanLimits({ attribute_limits, tracer_provider: { ...PROCESSORS, limits } }),
    {
      attributeCountLimit: 10,
      attributeValueLengthLimit: 4,
      eventCountLimit: 11,
      linkCountLimit: 0,
      attributePerEventCountLimit: 12,
      attributePerLinkCountLimit: 13,
    },
  );
});

Deno.test("createSpanLimits() does not let a span's limit reach its events", () => {
  const limits = { attribute_count_limit: 1 };
  const made = createSpanLimits({ tracer_provider: { ...PROCESSORS, limits } });
  assert.equal(made.attributePerEventCountLimit, 128);
});

Deno.test("createLogRecordLimits() falls back to the general limits", () => {
  assert.deepEqual(createLogRecordLimits({}), {
    attributeCountLimit: 128,
    attributeValueLengthLimit: Infinity,
  });
  const attribute_limits = { attribute_count_limit: 3, attribute_value_length_limit: 4 };
  assert.deepEqual(createLogRecordLimits({ attribute_limits }), {
    attributeCountLimit: 3,
    attributeValueLengthLimit: 4,
  });
  const limits = { attribute_count_limit: 0, attribute_value_length_limit: 9 };
  assert.deepEqual(
    createLogRecordLimits({ attribute_limits, logger_provider: { ...PROCESSORS, limits } }),
    { attributeCountLimit: 0, attributeValueLengthLimit: 9 },
  );
});

function recordSpan(config: ConfigurationModel) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    spanLimits: createSpanLimits(config),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const span = provider.getTracer("test").startSpan("a", { attributes: { a: "abc", b: "d" } });
  span.addEvent("e", { a: "abc", b: "d" });
  span.addLink({ context: span.spanContext(), attributes: { a: "abc", b: "d" } });
  span.end();
  const [recorded] = exporter.getFinishedSpans();
  assert.ok(recorded !== undefined);
  const { attributes, events, links } = recorded;
  return [attributes, events[0]?.attributes, links[0]?.attributes];
}

Deno.test("createSpanLimits() empties all texts for a length of 0", () => {
  const empty = { a: "", b: "" };
  const attribute_limits = { attribute_value_length_limit: 0 };
  assert.deepEqual(recordSpan({ attribute_limits }), [empty, empty, empty]);
});

Deno.test("createSpanLimits() bounds spans, events and links of the SDK", () => {
  const cut = { a: "ab" };
  const attribute_limits = { attribute_value_length_limit: 2, attribute_count_limit: 1 };
  assert.deepEqual(recordSpan({ attribute_limits }), [cut, cut, cut]);
});

Deno.test("createLogRecordLimits() bounds log records of the SDK", () => {
  const records: ReadableLogRecord[] = [];
  const provider = new LoggerProvider({
    logRecordLimits: createLogRecordLimits({
      attribute_limits: { attribute_value_length_limit: 0, attribute_count_limit: 1 },
    }),
    processors: [{
      onEmit: (record) => void records.push(record),
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    }],
  });
  provider.getLogger("test").emit({ attributes: { a: "abc", b: "d" } });
  assert.deepEqual(records[0]?.attributes, { a: "" });
});
