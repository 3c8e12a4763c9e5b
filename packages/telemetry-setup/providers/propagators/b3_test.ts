import assert from "node:assert/strict";
import { TraceFlags } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { createB3Propagator } from "./b3.ts";
import { contextOf, describeParent, extract, type Headers, inject } from "./testdata/carry.ts";

// The identifiers of the format's own examples, github.com/openzipkin/b3-propagation.
const TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
const SPAN = "e457b5a2e4d86bd1";
const PARENT = "05e3ac9a4f6e3b90";
const SHORT_TRACE = "a3ce929d0e0e4736";

const READ: readonly (readonly [Headers, string])[] = [
  [{ b3: `${TRACE}-${SPAN}-1-${PARENT}` }, `${TRACE}-${SPAN}-sampled`],
  [{ b3: `${TRACE}-${SPAN}-1` }, `${TRACE}-${SPAN}-sampled`],
  [{ b3: `${TRACE}-${SPAN}-0` }, `${TRACE}-${SPAN}-dropped`],
  [{ b3: `${TRACE}-${SPAN}-d` }, `${TRACE}-${SPAN}-sampled`],
  [{ b3: `${TRACE}-${SPAN}` }, `${TRACE}-${SPAN}-dropped`],
  [{ b3: ` ${TRACE.toUpperCase()}-${SPAN}-1 ` }, `${TRACE}-${SPAN}-sampled`],
  [{ b3: [`${TRACE}-${SPAN}-1`, "0"] }, `${TRACE}-${SPAN}-sampled`],
  [{ b3: `${SHORT_TRACE}-${SPAN}-1` }, `0000000000000000${SHORT_TRACE}-${SPAN}-sampled`],
  [{ b3: "0" }, "none"],
  [{ b3: "" }, "none"],
  [{ b3: `${TRACE}-${SPAN}-2` }, "none"],
  [{ b3: `x${TRACE}-${SPAN}-1` }, "none"],
  [{ b3: `${TRACE}-${SPAN}-1-${PARENT}0` }, "none"],
  [{ b3: `${"0".repeat(32)}-${SPAN}-1` }, "none"],
  [{ b3: `${TRACE}-${"0".repeat(16)}-1` }, "none"],
  [
    {
      "x-b3-traceid": TRACE,
      "x-b3-parentspanid": PARENT,
      "x-b3-spanid": SPAN,
      "x-b3-sampled": "1",
    },
    `${TRACE}-${SPAN}-sampled`,
  ],
  [
    { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN, "x-b3-sampled": "0" },
    `${TRACE}-${SPAN}-dropped`,
  ],
  [
    { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN, "x-b3-sampled": "True" },
    `${TRACE}-${SPAN}-sampled`,
  ],
  [
    { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN, "x-b3-flags": "1" },
    `${TRACE}-${SPAN}-sampled`,
  ],
  [
    { "x-b3-traceid": SHORT_TRACE, "x-b3-spanid": SPAN },
    `0000000000000000${SHORT_TRACE}-${SPAN}-dropped`,
  ],
  [{ "x-b3-traceid": TRACE, "x-b3-spanid": SPAN, "x-b3-sampled": "maybe" }, "none"],
  [{ "x-b3-traceid": "a3ce", "x-b3-spanid": SPAN, "x-b3-sampled": "1" }, "none"],
  [{ "x-b3-traceid": TRACE, "x-b3-sampled": "1" }, "none"],
  [{ "x-b3-sampled": "0" }, "none"],
];

Deno.test("createB3Propagator() reads both forms, whichever it writes", () => {
  for (const [headers, expected] of READ) {
    for (const format of ["single", "multi"] as const) {
      const context = extract(createB3Propagator(format), headers);
      assert.equal(describeParent(context), expected, JSON.stringify(headers));
    }
  }
});

Deno.test("createB3Propagator() prefers the single header, and falls back where it is bad", () => {
  const multi = { "x-b3-traceid": TRACE, "x-b3-spanid": PARENT, "x-b3-sampled": "1" };
  const propagator = createB3Propagator("multi");
  const both = extract(propagator, { ...multi, b3: `${TRACE}-${SPAN}-1` });
  assert.equal(describeParent(both), `${TRACE}-${SPAN}-sampled`);
  assert.equal(
    describeParent(extract(propagator, { ...multi, b3: "bad" })),
    `${TRACE}-${PARENT}-sampled`,
  );
});

Deno.test("createB3Propagator() keeps what was there where nothing can be read", () => {
  const before = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  assert.equal(extract(createB3Propagator("single"), { b3: "bad" }, before), before);
});

Deno.test("createB3Propagator() writes one header, or several", () => {
  const sampled = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  const dropped = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.NONE });
  const single = createB3Propagator("single");
  const multi = createB3Propagator("multi");
  assert.deepEqual(inject(single, sampled), { b3: `${TRACE}-${SPAN}-1` });
  assert.deepEqual(inject(single, dropped), { b3: `${TRACE}-${SPAN}-0` });
  const ids = { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN };
  assert.deepEqual(inject(multi, sampled), { ...ids, "x-b3-sampled": "1" });
  assert.deepEqual(inject(multi, dropped), { ...ids, "x-b3-sampled": "0" });
});

Deno.test("createB3Propagator() hands the debug flag on, until a request comes without it", () => {
  const single = createB3Propagator("single");
  const multi = createB3Propagator("multi");
  const debug = extract(single, { b3: `${TRACE}-${SPAN}-d` });
  assert.deepEqual(inject(single, debug), { b3: `${TRACE}-${SPAN}-d` });
  const ids = { "x-b3-traceid": TRACE, "x-b3-spanid": SPAN };
  assert.deepEqual(inject(multi, debug), { ...ids, "x-b3-flags": "1" });
  assert.deepEqual(inject(multi, extract(multi, { ...ids, "x-b3-flags": "1" })), {
    ...ids,
    "x-b3-flags": "1",
  });
  const next = extract(single, { b3: `${TRACE}-${PARENT}-0` }, debug);
  assert.deepEqual(inject(single, next), { b3: `${TRACE}-${PARENT}-0` });
});

Deno.test("createB3Propagator() writes nothing for an invalid span, or one that is suppressed", () => {
  const propagator = createB3Propagator("single");
  const invalid = contextOf({ traceId: "0".repeat(32), spanId: SPAN, traceFlags: TraceFlags.NONE });
  assert.deepEqual(inject(propagator, invalid), {});
  const valid = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  assert.deepEqual(inject(propagator, suppressTracing(valid)), {});
});

Deno.test("createB3Propagator() names the headers that it writes, and no others", () => {
  assert.deepEqual(createB3Propagator("single").fields(), ["b3"]);
  assert.deepEqual(createB3Propagator("multi").fields(), [
    "x-b3-traceid",
    "x-b3-spanid",
    "x-b3-sampled",
    "x-b3-flags",
  ]);
});
