import assert from "node:assert/strict";
import { describeDestination } from "./describe_destination.ts";

Deno.test("describeDestination() shows nothing but scheme, host and port", () => {
  assert.equal(describeDestination("https://u:p@c:4318/v1/traces?key=k#f"), "https://c:4318");
});

Deno.test("describeDestination() shows nothing of what is no URL: it may be a secret", () => {
  assert.equal(describeDestination("hush"), "the configured endpoint");
});
