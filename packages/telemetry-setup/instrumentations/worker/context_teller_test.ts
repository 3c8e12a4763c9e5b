import assert from "node:assert/strict";
import { context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CBaggagePropagator } from "@opentelemetry/core";
import { createContextTeller } from "./context_teller.ts";
import { CONTEXT_MESSAGE } from "./hold_messages.ts";

/** A context that a propagator can tell from others. */
const contextOf = (name: string) =>
  propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage({ name: { value: name } }));
const messageOf = (name: string) => ({ [CONTEXT_MESSAGE]: { baggage: `name=${name}` } });

function withPropagation(action: () => void): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CBaggagePropagator());
  try {
    action();
  } finally {
    context.disable();
    propagation.disable();
  }
}

Deno.test("ContextTeller.tell() posts only what differs from what was told last", () =>
  withPropagation(() => {
    const posted: unknown[] = [];
    const teller = context.with(contextOf("a"), () => createContextTeller());
    const tell = (name: string) =>
      context.with(contextOf(name), () => teller.tell((message) => posted.push(message)));
    for (const name of ["a", "b", "b", "a"]) tell(name);
    teller.tell((message) => posted.push(message));
    assert.deepEqual(posted, [messageOf("b"), messageOf("a"), { [CONTEXT_MESSAGE]: {} }]);
    assert.deepEqual(teller.told, {});
  }));

Deno.test("ContextTeller.contextOf() knows what was told first and last, no more", () =>
  withPropagation(() => {
    const [a, b, c] = [contextOf("a"), contextOf("b"), contextOf("c")];
    const teller = context.with(a, () => createContextTeller());
    for (const one of [b, c]) context.with(one, () => teller.tell(() => {}));
    assert.equal(teller.contextOf({ baggage: "name=a" }), a);
    assert.equal(teller.contextOf({ baggage: "name=b" }), undefined);
    assert.equal(teller.contextOf({ baggage: "name=c" }), c);
  }));
