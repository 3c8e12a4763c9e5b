import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import type { ContextStorage } from "./context_storage.ts";
import { createFrameStorage } from "./frame_storage.ts";

const KEY = createContextKey("test");
const contextOf = (name: string) => ROOT_CONTEXT.setValue(KEY, name);

function createStorage(): ContextStorage {
  const storage = createFrameStorage();
  assert.ok(storage, "This Deno has no inner functions for frames: the public road is taken");
  return storage;
}

Deno.test("createFrameStorage() keeps what others keep, and they keep ours, across tasks", async () => {
  const storage = createStorage();
  const others = [new AsyncLocalStorage<number>(), new AsyncLocalStorage<number>()] as const;
  const [outer, inner] = [contextOf("outer"), contextOf("inner")];
  const seen = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return [storage.getStore(), others[0].getStore(), others[1].getStore()];
  };
  const all = storage.run(outer, () => [
    others[0].run(1, () => [
      seen(),
      storage.run(inner, () => [seen(), others[1].run(2, seen), others[0].run(3, seen)]),
      seen(),
    ]),
    seen(),
    storage.run(inner, seen),
  ]).flat(3) as Promise<unknown>[];
  assert.deepEqual(await Promise.all([...all, seen()]), [
    [outer, 1, undefined],
    [inner, 1, undefined],
    [inner, 1, 2],
    [inner, 3, undefined],
    [outer, 1, undefined],
    [outer, undefined, undefined],
    [inner, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

Deno.test("createFrameStorage() leaves what others enter where it was entered", async () => {
  const storage = createStorage();
  const other = new AsyncLocalStorage<number>();
  const context = contextOf("entered");
  const seen = await new Promise<unknown>((resolve) =>
    setTimeout(async () => {
      other.enterWith(1);
      storage.enterWith(context);
      await Promise.resolve();
      resolve([storage.getStore(), other.getStore(), AsyncLocalStorage.snapshot()]);
    }, 0)
  ) as [Context, number, (callback: () => unknown) => unknown];
  assert.deepEqual(seen.slice(0, 2), [context, 1]);
  assert.equal(storage.getStore(), undefined);
  assert.equal(seen[2](() => storage.getStore()), context);
});

Deno.test("createFrameStorage() makes storages that see nothing of each other", () => {
  const [first, second] = [createStorage(), createStorage()];
  first.run(contextOf("first"), () => {
    assert.equal(second.getStore(), undefined);
    second.run(contextOf("second"), () => assert.equal(second.getStore()?.getValue(KEY), "second"));
    assert.equal(first.getStore()?.getValue(KEY), "first");
    first.disable();
    assert.equal(first.getStore(), undefined);
  });
});

Deno.test("createFrameStorage() puts back what was there, also when what it runs throws", () => {
  const storage = createStorage();
  const fail = () => {
    throw new RangeError("its own");
  };
  const context = contextOf("outer");
  storage.run(context, () => {
    assert.throws(() => storage.run(ROOT_CONTEXT, fail), RangeError);
    assert.equal(storage.getStore(), context);
  });
});

Deno.test("createFrameStorage() is none where Deno's functions are missing or do something else", () => {
  const later: { frame?: unknown } = {};
  const inners: Record<string, unknown> = {
    "no core": undefined,
    "no functions": {},
    "another name": { getAsyncContext: () => undefined },
    "no function": { getAsyncContext: 1, setAsyncContext: 2 },
    "throws": {
      getAsyncContext() {
        throw new Error("moved");
      },
      setAsyncContext() {},
    },
    "forgets": { getAsyncContext: () => undefined, setAsyncContext() {} },
    "keeps it, but not where AsyncLocalStorage does": {
      getAsyncContext: () => later.frame,
      setAsyncContext: (frame: unknown) => later.frame = frame,
    },
  };
  for (const [name, inner] of Object.entries(inners)) {
    assert.equal(createFrameStorage(inner ?? null), undefined, name);
  }
});
