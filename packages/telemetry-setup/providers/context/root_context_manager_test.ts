import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import { RootContextManager } from "./root_context_manager.ts";

const KEY = createContextKey("test");
const contextOf = (name: string) => ROOT_CONTEXT.setValue(KEY, name);

const ROADS = { "inner functions": { fastPath: true }, "public ones": { fastPath: false } };

for (const [name, road] of Object.entries(ROADS)) {
  Deno.test(`RootContextManager.active() is the root where nothing else is active, by ${name}`, async () => {
    const manager = new RootContextManager(road);
    assert.equal(manager.active(), ROOT_CONTEXT);
    const [root, inner] = [contextOf("root"), contextOf("inner")];
    manager.setRoot(root);
    assert.equal(manager.active(), root);
    await manager.with(inner, async () => {
      await Promise.resolve();
      assert.equal(manager.active(), inner);
    });
    assert.equal(manager.active(), root);
  });

  Deno.test(`RootContextManager.with() takes the API's root for what it is: a new trace, by ${name}`, () => {
    const manager = new RootContextManager(road);
    manager.setRoot(contextOf("root"));
    manager.with(ROOT_CONTEXT, () => assert.equal(manager.active(), ROOT_CONTEXT));
  });

  Deno.test(`RootContextManager.with() hands over this and arguments, and lets errors through, by ${name}`, () => {
    const manager = new RootContextManager(road);
    const target = { factor: 2 };
    function times(this: typeof target, a: number, b: number) {
      return this.factor * a * b;
    }
    assert.equal(manager.with(ROOT_CONTEXT, times, target, 3, 4), 24);
    const fail = () => {
      throw new RangeError("its own");
    };
    assert.throws(() => manager.with(ROOT_CONTEXT, fail), RangeError);
  });

  Deno.test(`RootContextManager.bind() binds functions and emitters, by ${name}`, () => {
    const manager = new RootContextManager(road);
    const bound = contextOf("bound");
    assert.equal(manager.bind(bound, () => manager.active())(), bound);
    const emitter = manager.bind(bound, new EventEmitter());
    const seen: unknown[] = [];
    emitter.on("event", () => seen.push(manager.active()));
    emitter.emit("event");
    assert.deepEqual(seen, [bound]);
  });

  Deno.test(`RootContextManager.enter() holds for the task and what follows from it, by ${name}`, async () => {
    const manager = new RootContextManager(road);
    const entered = contextOf("entered");
    const seen = await new Promise((resolve) => {
      setTimeout(async () => {
        manager.enter(entered);
        await Promise.resolve();
        resolve(manager.active());
      }, 0);
    });
    assert.equal(seen, entered);
    assert.equal(manager.active(), ROOT_CONTEXT);
  });

  Deno.test(`RootContextManager.disable() forgets everything, by ${name}`, () => {
    const manager = new RootContextManager(road);
    manager.setRoot(contextOf("root"));
    manager.disable();
    assert.equal(manager.active(), ROOT_CONTEXT);
  });
}
