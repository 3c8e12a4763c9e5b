import assert from "node:assert/strict";
import type { EnvVariable } from "./env_variable.ts";
import { showReceived, UNREADABLE } from "./show_received.ts";

const row = (more: Partial<EnvVariable>): EnvVariable => ({
  name: "OTEL_X",
  type: "string",
  description: "for this test",
  ...more,
});

Deno.test("showReceived() shows no secrets and no credentials of URLs", () => {
  assert.equal(showReceived(row({ secret: true }), "s3cr3t"), "***");
  const url = showReceived(row({ type: "url" }), "http://me:s3cr3t@host/");
  assert.ok(url.includes("host") && !url.includes("s3cr3t"), url);
});

Deno.test("showReceived() cuts what is long, and marks what is no text", () => {
  assert.equal(showReceived(row({}), "a".repeat(101)), "a".repeat(100) + "…");
  assert.equal(showReceived(row({}), "a".repeat(100)), "a".repeat(100));
  assert.equal(showReceived(row({}), UNREADABLE), "\ufffd");
});
