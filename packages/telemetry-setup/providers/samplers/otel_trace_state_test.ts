import assert from "node:assert/strict";
import { createTraceState } from "@opentelemetry/api";
import { parseOtelTraceState, withThreshold } from "./otel_trace_state.ts";

function parse(text: string) {
  return parseOtelTraceState(createTraceState(text));
}

/** The trace state after a threshold was set, or taken away. */
function set(text: string, threshold: string | undefined): string | undefined {
  const traceState = text === "" ? undefined : createTraceState(text);
  return withThreshold(traceState, parseOtelTraceState(traceState), threshold)?.serialize();
}

Deno.test("parseOtelTraceState() reads the examples of the specification", () => {
  assert.equal(parse("ot=th:0").threshold, "00000000000000");
  assert.equal(parse("ot=th:c").threshold, "c0000000000000");
  assert.equal(parse("ot=rv:6e6d1a75832a2f").randomness, "6e6d1a75832a2f");
  assert.deepEqual(parse("a=b,ot=k1:13;th:fd70a4;rv:6e6d1a75832a2f"), {
    threshold: "fd70a400000000",
    randomness: "6e6d1a75832a2f",
    others: ["k1:13", "rv:6e6d1a75832a2f"],
  });
});

Deno.test("parseOtelTraceState() takes what is not valid for absent", () => {
  const absent = { threshold: undefined, randomness: undefined, others: [] };
  assert.deepEqual(parseOtelTraceState(undefined), absent);
  assert.deepEqual(parse("a=b"), absent);
  for (const value of ["", "C", "x", "123456789012345", "-1"]) {
    assert.equal(parse(`ot=th:${value}`).threshold, undefined, value);
  }
  for (const value of ["", "6e6d1a75832a2", "6E6D1A75832A2F", "6e6d1a75832a2f0"]) {
    assert.equal(parse(`ot=rv:${value}`).randomness, undefined, value);
  }
});

Deno.test("withThreshold() replaces the threshold, and nothing else", () => {
  assert.equal(set("", "c0000000000000"), "ot=th:c");
  assert.equal(set("", "00000000000000"), "ot=th:0");
  assert.equal(set("a=b", "fd70a400000000"), "ot=th:fd70a4,a=b");
  assert.equal(
    set("a=b,ot=k1:13;th:8;rv:6e6d1a75832a2f", "c0000000000000"),
    "ot=th:c;k1:13;rv:6e6d1a75832a2f,a=b",
  );
});

Deno.test("withThreshold() takes the threshold away, and the entry where nothing is left", () => {
  assert.equal(set("", undefined), undefined);
  assert.equal(set("a=b", undefined), "a=b");
  assert.equal(set("a=b,ot=th:c", undefined), "a=b");
  assert.equal(set("ot=th:c;k1:13", undefined), "ot=k1:13");
  assert.equal(set("ot=th:bad!;k1:13", undefined), "ot=k1:13");
  assert.equal(set("ot=", undefined), "");
});

Deno.test("withThreshold() does not make the entry longer than it may be", () => {
  const others = `k1:${"x".repeat(250)}`;
  assert.equal(set(`ot=${others}`, "c0000000000000"), `ot=${others}`);
});
