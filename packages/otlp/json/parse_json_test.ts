import { deepEqual, equal, throws } from "node:assert/strict";
import { OtlpDecodeError } from "../otlp_decode_error.ts";
import { parseJson } from "./parse_json.ts";

Deno.test("parseJson() returns large integers as strings, and all else as JSON.parse() does", () => {
  deepEqual(parse('{"a":[1,"x",null,true,1.5],"b":1795368010407427123}'), {
    a: [1, "x", null, true, 1.5],
    b: "1795368010407427123",
  });
});

Deno.test("parseJson() passes over a byte order mark", () => {
  deepEqual(parse("\ufeff[]"), []);
});

Deno.test("parseJson() reads U+FFFD, when the text is not UTF-8", () => {
  deepEqual(parseJson(Uint8Array.of(0x22, 0xff, 0x22), "M", 10), "\ufffd");
});

Deno.test("parseJson() throws OtlpDecodeError without any of the text, when it is not JSON", () => {
  for (const text of ["", "secret", '{"secret"', "[1,]", "NaN", "{'a':1}", "[01]", "[1] 2"]) {
    throws(() => parse(text), (error: unknown) => {
      equal(error instanceof OtlpDecodeError, true);
      const { message, path, offset, cause } = error as OtlpDecodeError;
      equal(message, "Cannot decode M: the text is not JSON");
      deepEqual([path, offset, cause], ["", undefined, undefined]);
      return true;
    });
  }
});

function parse(text: string): unknown {
  return parseJson(new TextEncoder().encode(text), "M", 1000);
}
