import assert from "node:assert/strict";
import { describeClientError } from "./describe_client_error.ts";

const typeOf = (error: unknown) => describeClientError(error, (text) => text).errorType;

Deno.test("describeClientError() names the system's code, else the class", () => {
  assert.equal(typeOf(Object.assign(new Error("x"), { code: "ECONNREFUSED" })), "ECONNREFUSED");
  assert.equal(typeOf(Object.assign(new Error("x"), { code: "UND_ERR_SOCKET" })), "UND_ERR_SOCKET");
  assert.equal(
    typeOf(Object.assign(new TypeError("x"), { code: "ERR_INVALID_URL" })),
    "TypeError",
  );
  assert.equal(typeOf(Object.assign(new Error("x"), { code: "user 4711 failed" })), "Error");
  assert.equal(typeOf(new DOMException("x", "AbortError")), "AbortError");
  assert.equal(typeOf(new (class DiceError extends Error {})("x")), "DiceError");
  assert.equal(typeOf("text"), "_OTHER");
  assert.equal(typeOf(undefined), "_OTHER");
});

Deno.test("describeClientError() survives an error that throws when it is read", () => {
  const hostile = Object.defineProperty(new Error("x"), "code", {
    get() {
      throw new Error("no");
    },
  });
  assert.equal(typeOf(hostile), "Error");
});

Deno.test("describeClientError() redacts message, stack and cause", () => {
  const cause = new Error("error sending request for secret");
  const { message, thrown } = describeClientError(
    new TypeError("secret failed", { cause }),
    (text) => text.replaceAll("secret", "REDACTED"),
  );
  assert.equal(message, "REDACTED failed: error sending request for REDACTED");
  assert.match(thrown.stack ?? "", /^TypeError: REDACTED failed\n[^]*\nCaused by: Error: error/);
  assert.doesNotMatch(JSON.stringify(thrown), /secret/);
});
