import assert from "node:assert/strict";
import { contextVariablesFor } from "./context_variables.ts";

const variables = {
  active: () => ({ TRACEPARENT: "active", TRACESTATE: "" }),
  inherited: { TRACEPARENT: "inherited", TRACESTATE: "a=1" },
};

Deno.test("contextVariablesFor() adds the active context, also over what is inherited", () => {
  assert.deepEqual(contextVariablesFor({ PATH: "/" }, variables), variables.active());
  assert.deepEqual(contextVariablesFor(variables.inherited, variables), variables.active());
  assert.deepEqual(contextVariablesFor({ TRACEPARENT: undefined }, variables), variables.active());
});

Deno.test("contextVariablesFor() adds nothing to context of the application's own", () => {
  assert.deepEqual(contextVariablesFor({ TRACEPARENT: "own" }, variables), {});
  assert.deepEqual(contextVariablesFor({ TRACEPARENT: "" }, variables), {});
  assert.deepEqual(contextVariablesFor({ TRACESTATE: "b=2" }, variables), {});
});
