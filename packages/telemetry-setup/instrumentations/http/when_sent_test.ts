import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { peerOf, whenSent } from "./when_sent.ts";

Deno.test("whenSent() calls back when Deno.serve tells so, however the request ended", async () => {
  for (const completed of [Promise.resolve(), Promise.reject(new Error("gone"))]) {
    let calls = 0;
    whenSent({ completed }, () => calls++);
    assert.equal(calls, 0);
    await completed.catch(() => {});
    await Promise.resolve();
    assert.equal(calls, 1);
  }
});

Deno.test("whenSent() calls back when a server of Node's closes the answer", () => {
  const outgoing = new EventEmitter();
  let calls = 0;
  whenSent({ outgoing }, () => calls++);
  assert.equal(calls, 0);
  outgoing.emit("close");
  assert.equal(calls, 1);
});

Deno.test("whenSent() calls back at once, when nobody tells or it is over", () => {
  const closed = Object.assign(new EventEmitter(), { closed: true });
  const infos = [undefined, null, 1, {}, { completed: 1 }, { outgoing: {} }, { outgoing: closed }];
  for (const info of infos) {
    let calls = 0;
    whenSent(info, () => calls++);
    assert.equal(calls, 1, Deno.inspect(info));
  }
});

Deno.test("peerOf() tells an address with its port, and nothing of other connections", () => {
  const remoteAddr = { transport: "tcp", hostname: "192.0.2.7", port: 51234 };
  assert.deepEqual(peerOf({ remoteAddr }), { address: "192.0.2.7", port: 51234 });
  for (const remoteAddr of [undefined, null, 1, {}, { transport: "unix", path: "/s" }]) {
    assert.equal(peerOf({ remoteAddr }), undefined);
  }
});
