import * as npm from "@opentelemetry/semantic-conventions/incubating";
import assert from "node:assert/strict";
import { SELF_METRICS } from "../../diagnostics/self_metrics/self_metric_table.ts";
import { RUNTIME_METRICS } from "../../instrumentations/runtime/runtime_metrics_table.ts";
import conventions from "./conventions.json" with { type: "json" };
import own from "./own_names.json" with { type: "json" };
import python from "./python_conventions.json" with { type: "json" };
import { REGISTRY } from "./registry.ts";

const { attributes, metrics } = conventions;

/** Values of the npm package's constants that begin so; of templates, what they make of a name. */
function npmNames(prefix: "ATTR_" | "METRIC_"): ReadonlySet<string> {
  return new Set(
    Object.entries(npm).filter(([name]) => name.startsWith(prefix)).map(([, value]) =>
      typeof value === "function" ? (value as (key: string) => string)("").slice(0, -1) : value
    ) as string[],
  );
}

Deno.test("conventions.json has only names that the npm package has", () => {
  const [known, measured] = [npmNames("ATTR_"), npmNames("METRIC_")];
  assert.deepEqual(Object.keys(attributes).filter((name) => !known.has(name)), []);
  assert.deepEqual(Object.keys(metrics).filter((name) => !measured.has(name)), []);
});

Deno.test("conventions.json has the instruments and units that Python's package has", () => {
  const table: Readonly<Record<string, { instrument: string; unit: string }>> = metrics;
  for (const [name, { instrument, unit }] of Object.entries(python.metrics)) {
    assert.deepEqual({ name, instrument, unit }, {
      name,
      instrument: table[name]?.instrument,
      unit: table[name]?.unit,
    });
  }
});

Deno.test("Python's package has all names, but those that only V8 and Node have", () => {
  const missing = [
    ...Object.keys(attributes).filter((name) => !python.attributes.includes(name)),
    ...Object.keys(metrics).filter((name) => !(name in python.metrics)),
  ];
  assert.deepEqual(missing.filter((name) => !/^(v8js|nodejs)\./.test(name)), []);
});

Deno.test("attributes of a metric in the tables are in the tables themselves", () => {
  for (const [name, metric] of Object.entries(REGISTRY.metrics)) {
    const unknown = metric.attributes.filter((key) => REGISTRY.attributes[key] === undefined);
    assert.deepEqual(unknown, [], name);
  }
});

Deno.test("own_names.json describes each name, and takes none that the conventions have", () => {
  const taken = [...Object.keys(own.attributes), ...Object.keys(own.metrics)]
    .filter((name) => name in attributes || name in metrics || npmNames("ATTR_").has(name));
  assert.deepEqual(taken, []);
  for (const one of [...Object.values(own.attributes), ...Object.values(own.metrics)]) {
    assert.match(one.description, /^[A-Z].{15,}[^.]$/);
  }
});

Deno.test("the metrics about telemetry itself have the units and instruments of the table", () => {
  for (const [name, { unit, instrument }] of Object.entries(SELF_METRICS)) {
    const expected = REGISTRY.metrics[name];
    assert.deepEqual([name, unit, instrument], [name, expected?.unit, expected?.instrument]);
  }
});

Deno.test("the metrics of the runtime have the names, units and kinds of value of the table", () => {
  const kinds = { int: 0, double: 1 };
  for (const { name, unit, valueType } of Object.values(RUNTIME_METRICS)) {
    const expected = REGISTRY.metrics[name];
    assert.deepEqual([name, unit, valueType], [name, expected?.unit, kinds[expected!.value!]]);
  }
});
