import { deepEqual, equal } from "node:assert/strict";
import type { JsonSpan, Trace } from "../contract/mod.ts";
import { formatTrace } from "./format_trace.ts";
import { createTextStyle } from "./text_style.ts";

const style = createTextStyle(false);

function traceOf(parents: Readonly<Record<string, string>>): Trace {
  const spans = Object.entries(parents).map(([spanId, parentSpanId], index): JsonSpan => ({
    spanId,
    parentSpanId,
    traceState: "",
    name: spanId,
    kind: 1,
    startTimeUnixNano: String(index),
    endTimeUnixNano: String(index + 1500),
    attributes: [],
    events: [],
    links: [],
    status: { code: 0, message: "" },
    resource: 0,
    scope: 0,
  }));
  return { traceId: "t", resources: [], scopes: [], spans, logs: [] };
}

/** Without the line of the trace, durations and services. */
const shape = (trace: Trace, shown?: ReadonlySet<string>) =>
  formatTrace(trace, { style, ...(shown === undefined ? {} : { shown }) }).slice(1)
    .map((line) => line.replace(/ 1\.5 µs.*/, ""));

Deno.test("formatTrace() draws who belongs to whom", () => {
  deepEqual(shape(traceOf({ root: "", a: "root", b: "a", c: "a", d: "root" })), [
    " root",
    " ├─ a",
    " │  ├─ b",
    " │  └─ c",
    " └─ d",
  ]);
});

Deno.test("formatTrace() shows each span once, also where parents are missing or go in a circle", () => {
  deepEqual(shape(traceOf({ orphan: "gone", a: "b", b: "a", self: "self" })), [
    " orphan",
    " a",
    " └─ b",
    " self",
  ]);
});

Deno.test("formatTrace() shows only what is new, when it goes on", () => {
  const trace = traceOf({ root: "", a: "root", b: "a" });
  deepEqual(shape(trace, new Set(["root", "a"])), [" b"]);
  deepEqual(formatTrace(trace, { style, shown: new Set(["root", "a", "b"]) }), []);
});

Deno.test("formatTrace() is bounded, also for a chain of many spans", () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`s${index}`, index === 0 ? "" : `s${index - 1}`]),
  );
  const lines = formatTrace(traceOf(chain), { style });
  equal(lines.length, 202);
  equal(lines.at(-1), "   … 19800 more spans");
  equal(Math.max(...lines.map(({ length }) => length)) < 200, true);
});
