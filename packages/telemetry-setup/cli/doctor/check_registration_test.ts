import assert from "node:assert/strict";
import { checkRegistration } from "./check_registration.ts";

function check(env: Readonly<Record<string, string>>) {
  const { findings, byDeno } = checkRegistration((name) => env[name]);
  return {
    lines: findings.map(({ ok, subject, message }) =>
      `${ok ? "ok" : "wrong"} ${subject}: ${message}`
    ),
    byDeno,
  };
}

Deno.test("checkRegistration() finds nothing where nothing else is preloaded", () => {
  for (const env of [{}, { OTEL_DENO: "false" }, { NODE_OPTIONS: "--require ./mine.cjs" }]) {
    assert.deepEqual(check(env), {
      lines: ["ok registration: no other SDK is preloaded"],
      byDeno: [],
    });
  }
});

Deno.test("checkRegistration() finds Deno's own OpenTelemetry, unless it is asked for", () => {
  assert.deepEqual(check({ OTEL_DENO: "true" }), {
    lines: [
      "wrong OTEL_DENO: Cannot register spans and metrics: Deno's own OpenTelemetry comes first; " +
      "unset it, start with opentelemetry-instrument, or set OTEL_DENO_MODE=augment to keep both",
    ],
    byDeno: ["traces", "metrics"],
  });
  assert.deepEqual(check({ OTEL_DENO: "1", OTEL_DENO_MODE: "Augment" }), {
    lines: [
      "ok OTEL_DENO: Deno sends spans and metrics itself, as OTEL_DENO_MODE=augment asks for",
    ],
    byDeno: ["traces", "metrics"],
  });
});

Deno.test("checkRegistration() finds another SDK that is preloaded", () => {
  const NODE_OPTIONS = "--require @opentelemetry/auto-instrumentations-node/register";
  assert.deepEqual(check({ NODE_OPTIONS }).lines, [
    "wrong NODE_OPTIONS: Cannot be the only SDK: @opentelemetry/auto-instrumentations-node is " +
    "preloaded; take it out",
  ]);
});
