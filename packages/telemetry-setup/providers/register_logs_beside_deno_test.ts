import { logs } from "@opentelemetry/api-logs";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import assert from "node:assert/strict";
import { registerLogsBesideDeno } from "./register_logs_beside_deno.ts";

const API = Symbol.for("opentelemetry.js.api.1");

Deno.test("registerLogsBesideDeno() adds to what Deno has registered, and takes it back", () => {
  const api: Record<string, unknown> = { version: "1.999.999", trace: {} };
  const provider = new LoggerProvider();
  const unregister = registerLogsBesideDeno(provider, { [API]: api });
  assert.equal(api["logs"], provider);
  assert.equal(logs.getLoggerProvider(), provider);
  unregister();
  assert.deepEqual(Object.keys(api), ["version", "trace"]);
  assert.notEqual(logs.getLoggerProvider(), provider);
});

Deno.test("registerLogsBesideDeno() replaces nobody else's logger provider", () => {
  const api = { version: "1.999.999", logs: {} };
  const { logs: before } = api;
  registerLogsBesideDeno(new LoggerProvider(), { [API]: api })();
  assert.equal(api.logs, before);
});
