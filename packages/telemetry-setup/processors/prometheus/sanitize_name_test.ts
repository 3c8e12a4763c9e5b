import { equal } from "node:assert/strict";
import { sanitizeName } from "./sanitize_name.ts";

Deno.test("sanitizeName() makes one underscore of all that may not stand there", () => {
  equal(sanitizeName("http.-server__duration/é"), "http_server_duration_");
});

Deno.test("sanitizeName() puts an underscore before a digit and in place of nothing", () => {
  equal(sanitizeName("2xx"), "_2xx");
  equal(sanitizeName(""), "_");
});

Deno.test("sanitizeName() keeps colons in names of metrics only", () => {
  equal(sanitizeName("job:rate"), "job_rate");
  equal(sanitizeName("job:rate", { colons: true }), "job:rate");
});
