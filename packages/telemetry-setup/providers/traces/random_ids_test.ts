import assert from "node:assert/strict";
import { isValidSpanId, isValidTraceId } from "@opentelemetry/api";
import { createRandomIds } from "./random_ids.ts";

Deno.test("createRandomIds() gives ids that are valid and not the same, over many fillings", () => {
  const ids = createRandomIds();
  const seen = new Set<string>();
  for (let count = 0; count < 2000; count++) {
    const [traceId, spanId] = [ids.generateTraceId(), ids.generateSpanId()];
    assert.ok(isValidTraceId(traceId), traceId);
    assert.ok(isValidSpanId(spanId), spanId);
    seen.add(traceId).add(spanId);
  }
  assert.equal(seen.size, 4000);
});

Deno.test("createRandomIds() asks once for many ids, and takes the bytes as they come", () => {
  let asked = 0;
  const ids = createRandomIds((bytes) => {
    asked++;
    bytes.forEach((_, index) => bytes[index] = index);
  });
  assert.equal(ids.generateTraceId(), "000102030405060708090a0b0c0d0e0f");
  assert.equal(ids.generateSpanId(), "1011121314151617");
  for (let count = 0; count < 120; count++) ids.generateSpanId();
  assert.equal(asked, 1);
  for (let count = 0; count < 10; count++) ids.generateTraceId();
  assert.equal(asked, 2);
});

Deno.test("createRandomIds() never gives zeros alone", () => {
  const ids = createRandomIds((bytes) => void bytes.fill(0));
  assert.equal(ids.generateSpanId(), "0100000000000000");
  assert.equal(ids.generateTraceId(), "01000000000000000100000000000000");
});

Deno.test("createRandomIds() has the bytes of the last id, which stay as they are", () => {
  const ids = createRandomIds();
  const seen = Array.from({ length: 300 }, (_, index) => {
    const id = index % 3 === 0 ? ids.generateTraceId() : ids.generateSpanId();
    return { id, bytes: ids.bytes, position: ids.position };
  });
  for (const { id, bytes, position } of seen) {
    assert.equal(bytes.subarray(position, position + id.length / 2).toHex(), id);
  }
});
