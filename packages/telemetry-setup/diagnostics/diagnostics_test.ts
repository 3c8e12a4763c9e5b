import assert from "node:assert/strict";
import { createDiagnostics, type DiagnosticsLevel } from "./diagnostics.ts";

function recorder(level: DiagnosticsLevel = "trace") {
  const lines: string[] = [];
  const clock = { time: 0 };
  const diagnostics = createDiagnostics({
    level,
    write: (line) => lines.push(line),
    now: () => clock.time,
  });
  return { diagnostics, lines, clock };
}

const WRITTEN: Readonly<Record<DiagnosticsLevel, readonly string[]>> = {
  none: [],
  error: ["error"],
  warn: ["error", "warning"],
  info: ["error", "warning", "info"],
  debug: ["error", "warning", "info", "debug"],
  trace: ["error", "warning", "info", "debug"],
};
for (const [level, labels] of Object.entries(WRITTEN)) {
  Deno.test(`createDiagnostics() writes [${labels}], when the level is ${level}`, () => {
    const { diagnostics, lines } = recorder(level as DiagnosticsLevel);
    diagnostics.error("a");
    diagnostics.warn("a");
    diagnostics.info("a");
    diagnostics.debug("a");
    assert.deepEqual(lines, labels.map((label) => `otel-deno: ${label}: a`));
  });
}

Deno.test("createDiagnostics() writes a message once in 60 s, then says how often it was repeated", () => {
  const { diagnostics, lines, clock } = recorder();
  diagnostics.warn("Queue is full");
  clock.time = 59_999;
  diagnostics.warn("Queue is full");
  diagnostics.warn("Queue is full");
  diagnostics.warn("Another");
  clock.time = 60_000;
  diagnostics.warn("Queue is full");
  assert.deepEqual(lines, [
    "otel-deno: warning: Queue is full",
    "otel-deno: warning: Another",
    "otel-deno: warning: Queue is full (repeated 2 times)",
  ]);
});

Deno.test("createDiagnostics() counts anew, when it has told the repetitions", () => {
  const { diagnostics, lines, clock } = recorder();
  diagnostics.warn("a");
  diagnostics.warn("a");
  clock.time = 60_000;
  diagnostics.warn("a");
  clock.time = 120_000;
  diagnostics.warn("a");
  assert.deepEqual(lines, [
    "otel-deno: warning: a",
    "otel-deno: warning: a (repeated once)",
    "otel-deno: warning: a",
  ]);
});

Deno.test("createDiagnostics() takes the same text at two levels for two messages", () => {
  const { diagnostics, lines } = recorder();
  diagnostics.warn("a");
  diagnostics.error("a");
  assert.equal(lines.length, 2);
});

Deno.test("createDiagnostics() forgets the oldest message, when it remembers a hundred others", () => {
  const { diagnostics, lines } = recorder();
  for (let index = 0; index <= 100; index++) diagnostics.info(`message ${index}`);
  diagnostics.info("message 100");
  diagnostics.info("message 1");
  assert.equal(lines.length, 101);
  diagnostics.info("message 0");
  assert.equal(lines.length, 102);
});

Deno.test("createDiagnostics() stays on one line, when the message has control characters", () => {
  const { diagnostics, lines } = recorder();
  diagnostics.warn("a\nb\r\n\tc\u001b[31m\u0000\u0085\u2028\u202e");
  assert.deepEqual(lines, [
    "otel-deno: warning: a\\nb\\r\\n\\tc\\u001b[31m\\u0000\\u0085\\u2028\\u202e",
  ]);
});

Deno.test("createDiagnostics() cuts a message, when it is very long", () => {
  const { diagnostics, lines } = recorder();
  diagnostics.warn("x".repeat(1_000_000));
  assert.equal(lines[0], `otel-deno: warning: ${"x".repeat(2_000)}…`);
});

Deno.test("createDiagnostics() does not throw, when nobody can be told", () => {
  let attempts = 0;
  const diagnostics = createDiagnostics({
    level: "info",
    write: () => {
      attempts++;
      throw new Deno.errors.BrokenPipe("Broken pipe");
    },
  });
  diagnostics.error("a");
  diagnostics.warn("b");
  assert.equal(attempts, 2);
});

Deno.test("createDiagnostics() writes past console, by default to standard error", () => {
  const { stderr } = Deno;
  const original = stderr.writeSync;
  const chunks: string[] = [];
  // Takes a few bytes at a time, as a full pipe does.
  stderr.writeSync = (bytes) => {
    const part = bytes.subarray(0, 7);
    chunks.push(new TextDecoder().decode(part));
    return part.length;
  };
  try {
    createDiagnostics({ level: "info" }).info("Connected again");
  } finally {
    stderr.writeSync = original;
  }
  assert.equal(chunks.join(""), "otel-deno: info: Connected again\n");
});
