import assert from "node:assert/strict";
import { ROOT_CONTEXT } from "@opentelemetry/api";
import { createGuard } from "./guard.ts";

function create() {
  const counts: number[] = [];
  return { guard: createGuard((count) => void counts.push(count)), counts };
}

Deno.test("attributes() gives plain ones back as they are", () => {
  const { guard, counts } = create();
  const plain = { a: 1, b: "two", c: true, d: null, e: undefined, constructor: "x" };
  assert.equal(guard.attributes(plain), plain);
  assert.equal(guard.attributes(undefined), undefined);
  assert.deepEqual(counts, []);
});

Deno.test("attributes() repairs those that are not, each by itself", () => {
  const { guard, counts } = create();
  const attributes = Object.defineProperties(JSON.parse('{"__proto__": 1}'), {
    good: { value: [1], enumerable: true },
    bad: {
      get() {
        throw new Error("no");
      },
      enumerable: true,
    },
    hidden: { value: 1 },
  });
  assert.deepEqual(guard.attributes(attributes), {
    "[__proto__]": 1,
    good: [1],
    bad: "[Unreadable]",
  });
  assert.deepEqual(counts, [2]);
});

Deno.test("attributes() leaves out what are none", () => {
  const { guard, counts } = create();
  assert.equal(guard.attributes("text"), undefined);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.deepEqual(guard.attributes(proxy), {});
  assert.deepEqual(counts, [1, 1]);
});

Deno.test("text(), time() and context() take what they are for, and leave out the rest", () => {
  const { guard, counts } = create();
  const times = [0, 1.5, new Date(0), [1, 2]] as const;
  for (const time of times) assert.equal(guard.time(time as number), time);
  assert.equal(guard.context(ROOT_CONTEXT), ROOT_CONTEXT);
  assert.equal(guard.text("text"), "text");
  assert.deepEqual(counts, []);

  const none = [NaN, new Date(NaN), [1], "now", {}, null] as unknown as number[];
  for (const time of none) assert.equal(guard.time(time), undefined);
  assert.equal(guard.context({} as typeof ROOT_CONTEXT), undefined);
  assert.equal(guard.text(7 as unknown as string), "7");
  assert.equal(counts.length, none.length + 2);
});

Deno.test("attempt() gives the other result, and counts, for what throws", () => {
  const { guard, counts } = create();
  const fail = (): number => {
    throw new Error("no");
  };
  assert.equal(guard.attempt(() => 1, 2), 1);
  assert.equal(guard.attempt(fail, 2), 2);
  assert.deepEqual(counts, [1]);
});

Deno.test("createGuard() survives whoever counts", () => {
  const guard = createGuard(() => {
    throw new Error("no");
  });
  assert.equal(guard.leaveOut(), undefined);
});
