import assert from "node:assert/strict";
import { replaceProperty } from "./replace_property.ts";

Deno.test("replaceProperty() replaces a method, with its name and length, until disposed of", () => {
  class Greeter {
    greet(name: string) {
      return `hello ${name}`;
    }
  }
  const { greet } = Greeter.prototype;
  const before = Object.getOwnPropertyDescriptor(Greeter.prototype, "greet");
  const replaced = replaceProperty(
    Greeter.prototype,
    "greet",
    (original) => (...args) => `${original(...args)}!`,
  );
  assert.equal(new Greeter().greet("ann"), "hello ann!");
  assert.deepEqual([Greeter.prototype.greet.name, Greeter.prototype.greet.length], ["greet", 1]);
  replaced[Symbol.dispose]();
  assert.equal(Greeter.prototype.greet, greet);
  assert.deepEqual(Object.getOwnPropertyDescriptor(Greeter.prototype, "greet"), before);
});

Deno.test("replaceProperty() reads an accessor only when it is read, and stays one", () => {
  let loaded = 0;
  const original = () => "original";
  const target = {
    get lazy() {
      loaded++;
      return original;
    },
  };
  const replaced = replaceProperty(target, "lazy", (original) => () => `not ${original()}`);
  assert.equal(loaded, 0);
  assert.equal(target.lazy(), "not original");
  assert.equal(target.lazy, target.lazy);
  assert.equal(target.lazy.name, "original");
  assert.equal(loaded, 1);
  assert.equal(Object.getOwnPropertyDescriptor(target, "lazy")?.set, undefined);
  replaced[Symbol.dispose]();
  assert.equal(target.lazy, original);
});

Deno.test("replaceProperty() leaves what somebody else has put there", () => {
  const target = { act: () => "original" };
  const replaced = replaceProperty(target, "act", () => () => "replaced");
  const other = () => "other";
  target.act = other;
  replaced[Symbol.dispose]();
  assert.equal(target.act, other);
});

Deno.test("replaceProperty() lets an accessor with a setter be assigned to", () => {
  let value = () => "original";
  const target = {
    get act() {
      return value;
    },
    set act(given) {
      value = given;
    },
  };
  const replaced = replaceProperty(target, "act", () => () => "replaced");
  const other = () => "other";
  target.act = other;
  assert.equal(target.act, other);
  replaced[Symbol.dispose]();
  assert.equal(target.act, other);
});

Deno.test("replaceProperty() does nothing, where there is nothing or it cannot be replaced", () => {
  const target: { act?: () => string } = {};
  replaceProperty(target, "act", () => () => "replaced")[Symbol.dispose]();
  assert.deepEqual(Object.keys(target), []);
  const frozen: { readonly act: () => string } = Object.freeze({ act: () => "original" });
  replaceProperty(frozen, "act", () => () => "replaced")[Symbol.dispose]();
  assert.equal(frozen.act(), "original");
});
