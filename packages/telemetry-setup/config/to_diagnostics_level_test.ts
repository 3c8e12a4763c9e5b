import assert from "node:assert/strict";
import { toDiagnosticsLevel } from "./to_diagnostics_level.ts";

Deno.test("toDiagnosticsLevel() drops the digit of a severity", () => {
  assert.equal(toDiagnosticsLevel("trace"), "trace");
  assert.equal(toDiagnosticsLevel("debug4"), "debug");
  assert.equal(toDiagnosticsLevel("info2"), "info");
  assert.equal(toDiagnosticsLevel("warn"), "warn");
  assert.equal(toDiagnosticsLevel("error3"), "error");
});

Deno.test("toDiagnosticsLevel() is none, when only what is fatal is asked for", () => {
  assert.equal(toDiagnosticsLevel("fatal"), "none");
  assert.equal(toDiagnosticsLevel("fatal4"), "none");
});

Deno.test("toDiagnosticsLevel() is info, when nothing is asked for", () => {
  assert.equal(toDiagnosticsLevel(undefined), "info");
  assert.equal(toDiagnosticsLevel(null), "info");
});
