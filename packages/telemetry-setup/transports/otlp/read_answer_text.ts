import { decodeRpcStatus, type OtlpEncoding } from "@otel-deno/otlp";

const ENCODINGS: ReadonlyMap<string, OtlpEncoding> = new Map([
  ["application/json", "json"],
  ["application/x-protobuf", "protobuf"],
]);
const MAX_LENGTH = 200;

/**
 * One line of what an answer says for people: the message of the specification's status, else the
 * first line of a text, which helps to see what is wrong (a proxy, a wrong path). At most 200
 * characters, empty where there is nothing to read.
 *
 * @param contentType The answer's, as its header has it.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#failures | OTLP/HTTP failures}
 *
 * @example What a Collector answers
 * ```ts
 * import { readAnswerText } from "./read_answer_text.ts";
 * import assert from "node:assert/strict";
 *
 * const body = new TextEncoder().encode('{"code":16,"message":"missing authorization header"}');
 * assert.equal(readAnswerText("application/json", body), "missing authorization header");
 * ```
 */
export function readAnswerText(contentType: string, body: Uint8Array): string {
  const encoding = ENCODINGS.get(contentType.split(";", 1)[0]!.trim().toLowerCase());
  const message = encoding === undefined ? "" : readMessage(body, encoding);
  const text = message !== "" || !/json|text/.test(contentType)
    ? message
    : new TextDecoder().decode(body.subarray(0, MAX_LENGTH));
  const [line = ""] = text.trim().split("\n");
  // deno-lint-ignore no-control-regex -- control characters of a stranger must not reach a terminal
  return line.slice(0, MAX_LENGTH).replaceAll(/[\x00-\x1f\x7f]/g, " ").trim();
}

/** Empty where it is no such message: proxies answer with whatever they like. */
function readMessage(body: Uint8Array, encoding: OtlpEncoding): string {
  try {
    return decodeRpcStatus(body, encoding).message;
  } catch {
    return "";
  }
}
