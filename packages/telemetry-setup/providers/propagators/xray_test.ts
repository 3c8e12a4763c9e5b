import assert from "node:assert/strict";
import { TraceFlags } from "@opentelemetry/api";
import { createXrayPropagator } from "./xray.ts";
import { contextOf, describeParent, extract, inject } from "./testdata/carry.ts";

// The header of the X-Ray developer guide.
const HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
const TRACE = "5759e988bd862e3fe1be46a994272793";
const SPAN = "53995c3f42cd8ad8";
const propagator = createXrayPropagator();

const READ: readonly (readonly [string, string])[] = [
  [HEADER, `${TRACE}-${SPAN}-sampled`],
  [HEADER.replace("Sampled=1", "Sampled=0"), `${TRACE}-${SPAN}-dropped`],
  [
    "Sampled=1; Parent=53995c3f42cd8ad8 ; Root=1-5759e988-bd862e3fe1be46a994272793",
    `${TRACE}-${SPAN}-sampled`,
  ],
  [
    `Self=1-5759e989-0;${HEADER};Lineage=a87bd80c:0|68fd508a:5|c512fbe3:2`,
    `${TRACE}-${SPAN}-sampled`,
  ],
  [HEADER.replace("Sampled=1", "Sampled=?"), "none"],
  [HEADER.replace(";Sampled=1", ""), "none"],
  ["Root=1-67891233-abcdef012345678912345678", "none"],
  [HEADER.replace("Root=1-", "Root=2-"), "none"],
  [HEADER.replace("Root=1-5759e988-", "Root=1-5759e98-"), "none"],
  [HEADER.replace("5759e988-bd862e3fe1be46a994272793", `00000000-${"0".repeat(24)}`), "none"],
  [HEADER.replace("Parent=53995c3f42cd8ad8", "Parent=53995c3f42cd8ad"), "none"],
  [HEADER.replace("Parent=53995c3f42cd8ad8", "Parent=0000000000000000"), "none"],
  [HEADER.replace("Parent=53995c3f42cd8ad8", "Parentage=53995c3f42cd8ad8"), "none"],
  ["", "none"],
];

Deno.test("createXrayPropagator() reads the header in any order, with parts of others", () => {
  for (const [header, expected] of READ) {
    const context = extract(propagator, { "x-amzn-trace-id": header });
    assert.equal(describeParent(context), expected, header);
  }
});

Deno.test("createXrayPropagator() writes the header as X-Ray has it", () => {
  const sampled = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  assert.deepEqual(inject(propagator, sampled), { "x-amzn-trace-id": HEADER });
  const dropped = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.NONE });
  assert.deepEqual(inject(propagator, dropped), {
    "x-amzn-trace-id": HEADER.replace("Sampled=1", "Sampled=0"),
  });
  assert.deepEqual(propagator.fields(), ["x-amzn-trace-id"]);
});
