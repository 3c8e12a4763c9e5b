import assert from "node:assert/strict";
import { TraceStateList } from "./trace_state_list.ts";

Deno.test("TraceStateList.set() puts a member in front and leaves the others in order", () => {
  const list = TraceStateList.parse("a=1,b=2,c=3")!;
  assert.equal(list.set("d", "4").serialize(), "d=4,a=1,b=2,c=3");
  assert.equal(list.set("b", "9").serialize(), "b=9,a=1,c=3");
  assert.equal(list.serialize(), "a=1,b=2,c=3");
});

Deno.test("TraceStateList.set() drops the oldest of more than 32 members", () => {
  const text = Array.from({ length: 32 }, (_, index) => `k${index}=1`).join();
  const list = TraceStateList.parse(text)!.set("new", "1");
  assert.equal(list.serialize().split(",").length, 32);
  assert.equal(list.get("new"), "1");
  assert.equal(list.get("k31"), undefined);
  assert.equal(list.get("k30"), "1");
});

Deno.test("TraceStateList.set() changes nothing for what is no member", () => {
  const list = TraceStateList.parse("a=1")!;
  for (const [key, value] of [["A", "1"], ["", "1"], ["b", ""], ["b", "1,2"], ["b", "1 "]]) {
    assert.equal(list.set(key!, value!), list);
  }
});

Deno.test("TraceStateList.unset() removes a member", () => {
  const list = TraceStateList.parse("a=1,b=2")!;
  assert.equal(list.unset("a").serialize(), "b=2");
  assert.equal(list.unset("x").serialize(), "a=1,b=2");
});

Deno.test("TraceStateList.parse() refuses a text of a megabyte without reading it", () => {
  assert.equal(TraceStateList.parse(`a=1${",".repeat(1_000_000)}`), undefined);
});
