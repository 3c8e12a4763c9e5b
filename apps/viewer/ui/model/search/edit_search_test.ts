import { deepEqual, equal } from "node:assert/strict";
import { addTerm, removeTerm, searchTerm, setTerm } from "./edit_search.ts";
import { parseSearch } from "./parse_search.ts";

for (const value of ["plain", "GET /a", 'a "quoted" \\ b', "*", "ünïcode:colon"]) {
  Deno.test(`searchTerm() is read back as it was, when the value is ${value}`, () => {
    const [term] = parseSearch(searchTerm("key", value, true));
    deepEqual([term?.key, term?.value, term?.negated], ["key", value, true]);
  });
}

Deno.test("addTerm() takes the opposite away and adds nothing twice", () => {
  equal(addTerm("a -k:v", "k:v"), "a k:v");
  equal(addTerm("k:v a", "k:v"), "a k:v");
});

Deno.test("removeTerm() leaves the other terms as they were typed", () => {
  equal(removeTerm('x name:"a b" -k:v', "-k:v"), 'x name:"a b"');
});

Deno.test("setTerm() puts one value in the place of others, or none", () => {
  equal(
    setTerm("service:a x service:b -service:c", "service", "d e"),
    'x -service:c service:"d e"',
  );
  equal(setTerm("status:error x", "status", undefined), "x");
});
