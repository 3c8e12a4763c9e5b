import assert from "node:assert/strict";
import { parseEnum } from "./parse_enum.ts";

const VALUES = ["grpc", "http/protobuf", "http/json"] as const;

for (const text of ["grpc", "GRPC", "Grpc"]) {
  Deno.test(`parseEnum() takes ${text}, whatever its case`, () => {
    assert.deepEqual(parseEnum(text, VALUES), { value: "grpc" });
  });
}

for (
  const text of ["http", "http/proto", "http / json", "grpc,http/json", "toString", "__proto__"]
) {
  Deno.test(`parseEnum() refuses ${text} and names the alternatives`, () => {
    assert.deepEqual(parseEnum(text, VALUES), { expected: "grpc, http/protobuf or http/json" });
  });
}
