import assert from "node:assert/strict";
import { INSTRUMENTATIONS } from "./instrumentation_names.ts";
import { isInstrumentationEnabled } from "./is_instrumentation_enabled.ts";

function enabled(on: readonly string[], off: readonly string[] = []): string[] {
  const lists = { enabled_instrumentations: on, disabled_instrumentations: off };
  return INSTRUMENTATIONS.map(({ name }) => name)
    .filter((name) => isInstrumentationEnabled(name, lists));
}

const ALL = INSTRUMENTATIONS.map(({ name }) => name as string);

Deno.test("isInstrumentationEnabled() means by * all that need not be named", () => {
  assert.deepEqual(enabled(["*"]), ALL.filter((name) => name !== "deno-command"));
  assert.deepEqual(enabled(["*", "deno-command"]), ALL);
});

Deno.test("isInstrumentationEnabled() enables only what is named, when there is no *", () => {
  assert.deepEqual(enabled(["console", "deno-command"]), ["console", "deno-command"]);
  assert.deepEqual(enabled([]), []);
});

Deno.test("isInstrumentationEnabled() lets what is off win over what is on", () => {
  assert.deepEqual(enabled(["hono", "console"], ["console"]), ["hono"]);
  assert.deepEqual(enabled(["*", "hono"], ["*"]), []);
});
