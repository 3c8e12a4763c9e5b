import { equal } from "node:assert/strict";
import { repairOtlpJson } from "./repair_otlp_json.ts";

Deno.test("repairOtlpJson() returns the very same bytes, when nothing is to be corrected", () => {
  const request = new TextEncoder().encode('{"intValue":1000000000000000000,"doubleValue":1e+300}');
  equal(repairOtlpJson(request), request);
});

Deno.test("repairOtlpJson() writes NaN, when a number of a point or a value is null", () => {
  equal(repair('{"asDouble":null}'), '{"asDouble":"NaN"}');
  equal(repair('{"doubleValue":null}'), '{"doubleValue":"NaN"}');
  equal(repair('{"sum":null,"min":null,"max":null}'), '{"sum":"NaN","min":"NaN","max":"NaN"}');
});

Deno.test("repairOtlpJson() makes a double of an integer, when it exceeds 64 bits", () => {
  equal(repair('{"intValue":1e+21}'), '{"doubleValue":1e+21}');
  equal(repair('{"intValue":-1.5e+300}'), '{"doubleValue":-1.5e+300}');
  equal(repair('{"intValue":9223372036854776000}'), '{"doubleValue":9223372036854776000}');
  equal(repair('{"intValue":-9223372036854776000}'), '{"doubleValue":-9223372036854776000}');
  equal(repair('{"asInt":100000000000000000000}'), '{"asDouble":100000000000000000000}');
});

Deno.test("repairOtlpJson() keeps integers, when they fit into 64 bits", () => {
  for (const digits of ["0", "-1", "9007199254740993", "9223372036854775000"]) {
    equal(repair(`{"intValue":${digits}}`), `{"intValue":${digits}}`);
  }
});

Deno.test("repairOtlpJson() keeps text, when it looks like a field", () => {
  const value = JSON.stringify({
    key: '"doubleValue":null',
    value: { stringValue: '{"intValue":1e+21}' },
  });
  equal(repair(value), value);
});

function repair(json: string): string {
  return new TextDecoder().decode(repairOtlpJson(new TextEncoder().encode(json)));
}
