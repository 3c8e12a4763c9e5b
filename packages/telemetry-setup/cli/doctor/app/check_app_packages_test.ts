import assert from "node:assert/strict";
import { checkAppPackages } from "./check_app_packages.ts";

function check(...packages: readonly string[]): readonly string[] {
  const parsed = packages.map((text) => {
    const at = text.lastIndexOf("@");
    return { name: text.slice(0, at), version: text.slice(at + 1) };
  });
  return checkAppPackages(parsed, "1.10.0")
    .map(({ ok, subject, message }) => `${ok ? "ok" : "wrong"} ${subject}: ${message}`);
}

Deno.test("checkAppPackages() has one finding for an application without OpenTelemetry", () => {
  assert.deepEqual(check("hono@4.0.0"), ["ok application: it brings no SDK of its own"]);
});

Deno.test("checkAppPackages() finds an SDK of the application's own", () => {
  assert.deepEqual(check("@opentelemetry/sdk-node@0.200.0", "dd-trace@5.0.0"), [
    "wrong @opentelemetry/sdk-node: Cannot be the only SDK: the application brings " +
    "@opentelemetry/sdk-node 0.200.0; remove it",
    "wrong dd-trace: Cannot be the only SDK: the application brings dd-trace 5.0.0; remove it",
  ]);
});

Deno.test("checkAppPackages() lists copies of the API that are heard", () => {
  assert.deepEqual(check("@opentelemetry/api@1.4.1"), [
    "ok @opentelemetry/api: the application's copy 1.4.1 is heard",
  ]);
  assert.deepEqual(check("@opentelemetry/api@1.4.1", "@opentelemetry/api@1.10.7"), [
    "ok @opentelemetry/api: the application's copies 1.4.1, 1.10.7 are heard",
  ]);
});

Deno.test("checkAppPackages() finds a copy of the API that would not be heard", () => {
  const line = (version: string) =>
    `wrong @opentelemetry/api: Cannot be reached by the application's copy ${version}: ` +
    "it asks for an API that is as new, and ours is 1.10.0; use 1.10.0 there";
  assert.deepEqual(check("@opentelemetry/api@1.11.0"), [line("1.11.0")]);
  assert.deepEqual(check("@opentelemetry/api@0.20.0", "@opentelemetry/api@1.9.0"), [
    line("0.20.0"),
  ]);
});
