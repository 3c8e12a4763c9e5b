import { ValueType } from "@opentelemetry/api";
import { DataPointType } from "@opentelemetry/sdk-metrics";
import { equal } from "node:assert/strict";
import { translateMetricName } from "./translate_metric_name.ts";

const COUNTER = { dataPointType: DataPointType.SUM, isMonotonic: true } as const;
const UP_DOWN_COUNTER = { dataPointType: DataPointType.SUM, isMonotonic: false } as const;
const GAUGE = { dataPointType: DataPointType.GAUGE } as const;
const HISTOGRAM = { dataPointType: DataPointType.HISTOGRAM } as const;

Deno.test("translateMetricName() puts the unit and a counter's _total behind the name", () => {
  equal(translate(COUNTER, "dice.rolls", "{roll}"), "dice_rolls_total");
  equal(translate(COUNTER, "io", "By"), "io_bytes_total");
  equal(translate(UP_DOWN_COUNTER, "io", "By"), "io_bytes");
  equal(translate(HISTOGRAM, "duration", "ms"), "duration_milliseconds");
});

Deno.test("translateMetricName() repeats neither unit nor _total, when the name has them", () => {
  equal(translate(COUNTER, "io.bytes.total", "By"), "io_bytes_total");
  equal(translate(COUNTER, "io_total", "By"), "io_bytes_total");
  equal(translate(GAUGE, "seconds.left", "s"), "seconds_left");
});

Deno.test("translateMetricName() calls only a gauge a ratio, when the unit is 1", () => {
  equal(translate(GAUGE, "load", "1"), "load_ratio");
  equal(translate(COUNTER, "rolls", "1"), "rolls_total");
});

Deno.test("translateMetricName() leaves out suffixes, when the strategy says so", () => {
  const options = { escape: true, suffixes: false };
  equal(translate(COUNTER, "io.bytes-read", "By", options), "io_bytes_read");
});

Deno.test("translateMetricName() keeps every character, when the strategy says so", () => {
  equal(
    translate(COUNTER, "io.read", "By", { escape: false, suffixes: true }),
    "io.read_bytes_total",
  );
  equal(translate(COUNTER, "io.read", "By", { escape: false, suffixes: false }), "io.read");
});

function translate(
  kind: typeof COUNTER | typeof UP_DOWN_COUNTER | typeof GAUGE | typeof HISTOGRAM,
  name: string,
  unit: string,
  options = { escape: true, suffixes: true },
): string {
  const descriptor = { name, unit, description: "", valueType: ValueType.DOUBLE };
  return translateMetricName({ ...kind, descriptor }, options);
}
