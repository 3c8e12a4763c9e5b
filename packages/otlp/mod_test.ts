import { deepEqual } from "node:assert/strict";
import { CODECS } from "./testdata/codecs.ts";
import { randomRecord, seededRandom } from "./testdata/random_record.ts";
import { toPlainJson } from "./testdata/to_plain_json.ts";

const RECORDS = 150;

for (const [kind, { message, encode, decode }] of Object.entries(CODECS)) {
  Deno.test(`decode() returns what was encoded, when it is any ${kind} record`, () => {
    const random = seededRandom(20_261_122);
    for (let index = 0; index < RECORDS; index++) {
      const record = randomRecord(message, random);
      const expected = toPlainJson(record);
      const protobuf = encode(record, "protobuf");
      const json = encode(record, "json");

      deepEqual(toPlainJson(decode(protobuf, "protobuf")), expected);
      deepEqual(toPlainJson(decode(json, "json")), expected);
      // From one form to the other and back.
      deepEqual(encode(decode(json, "json"), "protobuf"), protobuf);
      deepEqual(encode(decode(protobuf, "protobuf"), "json"), json);
    }
  });
}
