import assert from "node:assert/strict";
import { isAuthorized } from "./is_authorized.ts";

Deno.test("isAuthorized() takes the token as RFC 6750 has it shown, and nothing else", () => {
  for (const shown of ["Bearer s3cret", "bearer s3cret", "BEARER  s3cret "]) {
    assert.equal(isAuthorized(shown, "s3cret"), true, shown);
  }
  const others = [null, "", "Bearer", "Bearer ", "s3cret", "Basic s3cret", "Bearer s3cre"];
  for (const shown of [...others, "Bearer S3CRET", "Bearer s3crett", "Bearer s3cret x"]) {
    assert.equal(isAuthorized(shown, "s3cret"), false, String(shown));
  }
  assert.equal(isAuthorized("Bearer ", ""), false);
});
