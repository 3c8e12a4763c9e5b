import assert from "node:assert/strict";
import { isLocalhostOrigin } from "./is_localhost_origin.ts";

Deno.test("isLocalhostOrigin() knows the names and addresses of this machine", () => {
  for (
    const origin of [
      "http://localhost",
      "https://localhost:3000",
      "http://app.localhost:8080",
      "http://127.0.0.1:4319",
      "http://127.1.2.3",
      "http://[::1]:4319",
      "http://LOCALHOST",
    ]
  ) assert.equal(isLocalhostOrigin(origin), true, origin);
});

Deno.test("isLocalhostOrigin() takes no other for this machine", () => {
  for (
    const origin of [
      "null",
      "",
      "localhost",
      "http://example.org",
      "http://localhost.example.org",
      "http://127.0.0.1.example.org",
      "http://notlocalhost",
      "http://0.0.0.0",
      "http://[::2]",
      "file://localhost",
      "http://localhost@example.org",
    ]
  ) assert.equal(isLocalhostOrigin(origin), false, origin);
});
