import { deepEqual, equal } from "node:assert/strict";
// A specifier of its own: only this test needs the names that are not stable.
import * as names from "npm:@opentelemetry/semantic-conventions@1.45.0/incubating";
import { SELF_METRICS } from "./self_metric_table.ts";

Deno.test("SELF_METRICS has names of the semantic conventions only", () => {
  const known = new Set<unknown>(
    Object.entries(names).filter(([key]) => key.startsWith("METRIC_")).map(([, name]) => name),
  );
  deepEqual(Object.keys(SELF_METRICS).filter((name) => !known.has(name)), []);
});

Deno.test("SELF_METRICS has the unit of what is counted, and counts what only grows", () => {
  for (const [name, { unit, instrument }] of Object.entries(SELF_METRICS)) {
    const word = /\.(span|log|metric_data_point)\./.exec(name)?.[1];
    const units = { span: "{span}", log: "{log_record}", metric_data_point: "{data_point}" };
    equal(unit, word === undefined ? "s" : units[word as keyof typeof units], name);
    const grows = /\.(started|created|processed|exported)$/.test(name);
    equal(instrument, word === undefined ? "histogram" : grows ? "counter" : "updowncounter", name);
  }
});
