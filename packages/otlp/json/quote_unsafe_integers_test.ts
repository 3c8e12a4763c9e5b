import { equal } from "node:assert/strict";
import { quoteUnsafeIntegers } from "./quote_unsafe_integers.ts";

Deno.test("quoteUnsafeIntegers() quotes integers of 16 digits or more, wherever they are", () => {
  equal(
    quoteUnsafeIntegers('{"a":1234567890123456,"b":[-9223372036854775808, 18446744073709551615]}'),
    '{"a":"1234567890123456","b":["-9223372036854775808", "18446744073709551615"]}',
  );
  equal(quoteUnsafeIntegers("[ 1234567890123456 ]"), '[ "1234567890123456" ]');
});

Deno.test("quoteUnsafeIntegers() leaves other numbers as they are", () => {
  const text = "[123456789012345,0.1234567890123456,1234567890123456.5,1234567890123456e1," +
    `1e1234567890123456,1e-1234567890123456,1e+1234567890123456,-0,1${"0".repeat(50)}]`;
  equal(quoteUnsafeIntegers(text), text);
});

Deno.test("quoteUnsafeIntegers() leaves strings as they are, when they look like numbers", () => {
  const strings = [
    '"1234567890123456"',
    '":1234567890123456"',
    '"\\":1234567890123456,"',
    '"\\\\\\":1234567890123456,"',
    '"[1234567890123456]"',
  ];
  const text = `{${strings.map((string) => `${string}:${string}`).join(",")}}`;
  equal(quoteUnsafeIntegers(text), text);
  equal(quoteUnsafeIntegers(`["\\\\",1234567890123456]`), `["\\\\","1234567890123456"]`);
  equal(
    quoteUnsafeIntegers(`[${strings},1234567890123456,${strings}]`),
    `[${strings},"1234567890123456",${strings}]`,
  );
});
