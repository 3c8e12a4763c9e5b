import assert from "node:assert/strict";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { withoutOwnFrames } from "./without_own_frames.ts";

Deno.test("withoutOwnFrames() leaves a message that looks like a frame, and all other frames", () => {
  const stack = "Error: of\nat AsyncLocalStorage.run (x)\n    at a (file:///app/main.ts:1:1)\n" +
    "    at async b (file:///app/instrumentations/http/own.ts:2:2)\n    at ext:core/mod.js:1:1";
  assert.equal(withoutOwnFrames(stack), stack);
  assert.equal(withoutOwnFrames(""), "");
});

Deno.test("The stack of what a handler threw has the handler, and nothing of telemetry", async () => {
  using telemetry = recordTelemetry();
  const handler = instrumentHandler(telemetry, function rollDice(): Response {
    throw new RangeError("no dice");
  });
  await handler(new Request("http://localhost/")).catch(() => {});
  const [span] = telemetry.takeSpans();
  const stack = String(span?.events[0]?.attributes?.["exception.stacktrace"]);
  assert.match(stack, /^RangeError: no dice\n {4}at rollDice \(/);
  assert.doesNotMatch(stack, /deno_serve|AsyncLocalStorage|RootContextManager|@opentelemetry/);
});
