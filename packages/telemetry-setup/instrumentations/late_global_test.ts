import assert from "node:assert/strict";
import { lateGlobal } from "./late_global.ts";

Deno.test("lateGlobal() reads the global when it is asked for, and once", () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, "Request")!;
  const { Request } = globalThis;
  let read = 0;
  const get = () => {
    read++;
    return Request;
  };
  Object.defineProperty(globalThis, "Request", { configurable: true, get });
  try {
    const requestClass = lateGlobal("Request");
    assert.equal(read, 0);
    assert.equal(requestClass(), Request);
    assert.equal(requestClass(), Request);
    assert.equal(read, 1);
  } finally {
    Object.defineProperty(globalThis, "Request", original);
  }
});

Deno.test("lateGlobal() keeps what was there when it was called", () => {
  const { Headers } = globalThis;
  const headersClass = lateGlobal("Headers");
  try {
    globalThis.Headers = class extends Headers {};
    assert.equal(headersClass(), Headers);
    assert.notEqual(lateGlobal("Headers")(), Headers);
  } finally {
    globalThis.Headers = Headers;
  }
});
