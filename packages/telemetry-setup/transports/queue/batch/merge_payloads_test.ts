import { deepEqual, equal } from "node:assert/strict";
import { decodeLogs, encodeLogs, type OtlpEncoding } from "@otel-deno/otlp";
import { mergePayloads } from "./merge_payloads.ts";

const PROTOBUF = "application/x-protobuf";
const JSON_TYPE = "application/json";

function logs(text: string, encoding: OtlpEncoding): Uint8Array {
  const logRecords = [{ body: { stringValue: text } }];
  return encodeLogs({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }, encoding);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

for (const [contentType, encoding] of [[PROTOBUF, "protobuf"], [JSON_TYPE, "json"]] as const) {
  Deno.test(`mergePayloads() makes one request, when OTLP is in ${encoding}`, () => {
    const merged = mergePayloads([logs("a", encoding), logs("b", encoding)], contentType);
    const texts = decodeLogs(merged!, encoding).resourceLogs.flatMap(({ scopeLogs }) =>
      scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ body }) => body?.stringValue))
    );
    deepEqual(texts, ["a", "b"]);
  });
}

Deno.test("mergePayloads() makes one list, when they are Zipkin's", () => {
  const merged = mergePayloads(
    [bytes('[{"id":"1"},{"id":"2"}]'), bytes('[{"id":"3"}]'), bytes('[{"id":"]"}]')],
    JSON_TYPE,
  );
  equal(new TextDecoder().decode(merged), '[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"]"}]');
});

Deno.test("mergePayloads() returns the payload itself, when it is the only one", () => {
  const payload = bytes("whatever");
  equal(mergePayloads([payload], "text/plain"), payload);
});

Deno.test("mergePayloads() returns undefined, when they have to be sent one by one", () => {
  const payload = logs("a", "protobuf");
  equal(mergePayloads([payload, payload], "application/x-ndjson"), undefined);
  equal(mergePayloads([payload, payload.subarray(1)], PROTOBUF), undefined);
  equal(mergePayloads([bytes("[{}]"), logs("a", "json")], JSON_TYPE), undefined);
});
