import assert from "node:assert/strict";
import { evalPrologue } from "./eval_prologue.ts";

Deno.test("evalPrologue() is one line, which the text of the worker follows", () => {
  const prologue = evalPrologue({
    scriptEntry: new URL("file:///otel/a%20b.cjs"),
    mainModule: "file:///app/main.ts",
    carrier: { traceparent: "00-1-2-01" },
  });
  assert.doesNotMatch(prologue, /\n/);
  assert.match(
    prologue,
    /^globalThis\[.+\]=\{"mainModule":"file:\/\/\/app\/main.ts","carrier":\{"traceparent":"00-1-2-01"\}\};/,
  );
  assert.match(prologue, /require\("\/otel\/a b.cjs"\);/);
});

Deno.test("evalPrologue() leaves out the main module where it is not known", () => {
  const prologue = evalPrologue({
    scriptEntry: new URL("file:///e.cjs"),
    mainModule: undefined,
    carrier: {},
  });
  assert.match(prologue, /^globalThis\[[^=]+\]=\{"carrier":\{\}\};/);
});
