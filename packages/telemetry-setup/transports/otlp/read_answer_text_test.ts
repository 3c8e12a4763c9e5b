import { encodeRpcStatus } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { readAnswerText } from "./read_answer_text.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("readAnswerText() gives the message of a status, in both forms", () => {
  const status = { code: 16, message: "missing authorization header" };
  for (const encoding of ["json", "protobuf"] as const) {
    const contentType = encoding === "json"
      ? "application/json; charset=utf-8"
      : "application/x-protobuf";
    assert.equal(readAnswerText(contentType, encodeRpcStatus(status, encoding)), status.message);
  }
});

Deno.test("readAnswerText() gives the first line, when it is a text or another JSON", () => {
  assert.equal(
    readAnswerText("text/plain", encode("\nno such tenant\nsecond line")),
    "no such tenant",
  );
  assert.equal(readAnswerText("application/json", encode('{"error":"no"}')), '{"error":"no"}');
  assert.equal(readAnswerText("application/json", encode("not JSON")), "not JSON");
});

Deno.test("readAnswerText() is empty, when there is nothing that people could read", () => {
  assert.equal(readAnswerText("application/x-protobuf", new Uint8Array([0xff, 1, 2])), "");
  assert.equal(readAnswerText("application/x-protobuf", new Uint8Array()), "");
  assert.equal(readAnswerText("application/octet-stream", encode("hello")), "");
  assert.equal(readAnswerText("", encode("hello")), "");
});

Deno.test("readAnswerText() is one short line without control characters, whoever wrote it", () => {
  const message = `\u001b[31mred\u0007${"x".repeat(1000)}\nsecond line`;
  const text = readAnswerText(
    "application/x-protobuf",
    encodeRpcStatus({ code: 3, message }, "protobuf"),
  );
  assert.equal(text, ` [31mred ${"x".repeat(191)}`.trim());
});
