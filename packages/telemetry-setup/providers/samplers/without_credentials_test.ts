import assert from "node:assert/strict";
import { withoutCredentials } from "./without_credentials.ts";

Deno.test("withoutCredentials() hides user and password", () => {
  assert.equal(withoutCredentials("http://user:secret@host:1/a@b"), "http://host:1/a@b");
  assert.equal(withoutCredentials("user:se@cret@host:1"), "host:1");
  assert.equal(withoutCredentials("http://host:1/a@b"), "http://host:1/a@b");
});
