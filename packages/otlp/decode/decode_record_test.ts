import { deepEqual, throws } from "node:assert/strict";
import { decodeLogs } from "../mod.ts";
import { CODECS } from "../testdata/codecs.ts";
import { loadFixtures } from "../testdata/load_fixtures.ts";
import { toPlainJson } from "../testdata/to_plain_json.ts";

for (const { name, kind, input, protobuf, json, record } of loadFixtures()) {
  const { decode } = CODECS[kind];
  const decoded = toPlainJson(record);

  Deno.test(`decodeRecord() reads in protobuf what Python reads, when it is ${name}`, () => {
    deepEqual(toPlainJson(decode(input, "protobuf")), decoded);
    deepEqual(toPlainJson(decode(protobuf, "protobuf")), decoded);
  });

  Deno.test(`decodeRecord() reads in JSON what Python writes, when it is ${name}`, () => {
    deepEqual(toPlainJson(decode(toText(json), "json")), decoded);
    deepEqual(toPlainJson(decode(toText(record), "json")), decoded);
  });
}

Deno.test("decodeRecord() throws TypeError, when the encoding is none", () => {
  throws(() => decodeLogs(new Uint8Array(0), "xml" as "json"), {
    name: "TypeError",
    message: "Cannot decode LogsData: the encoding is xml",
  });
});

function toText(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(toPlainJson(json)));
}
