import { diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { createDiagnostics, type DiagnosticsLevel } from "./diagnostics.ts";
import { useApiDiag } from "./use_api_diag.ts";

function start(level: DiagnosticsLevel) {
  const lines: string[] = [];
  const undo = useApiDiag(createDiagnostics({ level, write: (line) => lines.push(line) }), {
    level,
  });
  return { lines, undo };
}

function foreignLogger() {
  const messages: string[] = [];
  const push = (message: string) => void messages.push(message);
  const logger: DiagLogger = { error: push, warn: push, info: push, debug: push, verbose: push };
  return { messages, logger };
}

function sayAll(): void {
  diag.error("e");
  diag.warn("w");
  diag.info("i");
  diag.debug("d");
  diag.verbose("v");
}

Deno.test("useApiDiag() passes on what is severe enough, and is silent about itself", () => {
  const { lines, undo } = start("warn");
  try {
    sayAll();
  } finally {
    undo();
  }
  assert.deepEqual(lines, ["otel-deno: error: e", "otel-deno: warning: w"]);
});

Deno.test("useApiDiag() passes verbose messages on as debug, when the level is trace", () => {
  const { lines, undo } = start("trace");
  try {
    sayAll();
  } finally {
    undo();
  }
  // The API itself has something to say at this level.
  assert.deepEqual(lines.filter((line) => !line.includes("@opentelemetry/api")), [
    "otel-deno: error: e",
    "otel-deno: warning: w",
    "otel-deno: info: i",
    "otel-deno: debug: d",
    "otel-deno: debug: v",
  ]);
});

Deno.test("useApiDiag() says nothing, when the level is none", () => {
  const { lines, undo } = start("none");
  try {
    sayAll();
  } finally {
    undo();
  }
  assert.deepEqual(lines, []);
});

Deno.test("useApiDiag() writes errors without their stack and objects on one line", () => {
  const { lines, undo } = start("info");
  try {
    diag.error("Export failed:", new TypeError("no route"), { status: 503, body: "a\nb" });
  } finally {
    undo();
  }
  assert.deepEqual(lines, [
    'otel-deno: error: Export failed: TypeError: no route { status: 503, body: "a\\nb" }',
  ]);
});

Deno.test("useApiDiag() does not throw, when an argument cannot be printed", () => {
  const { lines, undo } = start("info");
  const hostile = {
    [Symbol.for("Deno.customInspect")]() {
      throw new Error("no");
    },
  };
  try {
    diag.info("Got", hostile);
  } finally {
    undo();
  }
  assert.deepEqual(lines, ["otel-deno: info: Got [unprintable]"]);
});

Deno.test("useApiDiag() puts the previous logger back, when it is undone", () => {
  const { messages, logger } = foreignLogger();
  diag.setLogger(logger, DiagLogLevel.WARN);
  try {
    const { lines, undo } = start("info");
    undo();
    undo();
    sayAll();
    assert.deepEqual(lines, []);
    assert.deepEqual(messages, ["e", "w"]);
  } finally {
    diag.disable();
  }
});

Deno.test("useApiDiag() leaves a logger alone that was set later, when it is undone", () => {
  const { undo } = start("none");
  const { messages, logger } = foreignLogger();
  diag.setLogger(logger, { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true });
  try {
    undo();
    diag.info("still here");
    assert.deepEqual(messages, ["still here"]);
  } finally {
    diag.disable();
  }
});
