import assert from "node:assert/strict";
import { parseDocLint } from "./parse_doc_lint.ts";

/** Two errors as Deno 2.9.6 prints them. */
const OUTPUT = `error[missing-jsdoc]: exported symbol is missing JSDoc documentation
  --> /repo/sub/x.ts:15:22
   | 
15 | export class Thing { a = 1; }
   |                      ^


error[private-type-ref]: public type 'Thing.prototype.method' references private type 'Priv'
  --> /repo/sub/x.ts:15:29
   | 
15 | export class Thing { method(p: Priv): void {} }
   |                             ^
   = hint: make the referenced type public or remove the reference
   | 
16 | interface Priv { a: 1 }
   | - this is the referenced type
   | 

  info: to ensure documentation is complete all types that are exposed in the public API must be public


error: Found 2 documentation lint errors.
`;

Deno.test("parseDocLint() reads place, message and the referenced declaration, when there are errors", () => {
  assert.deepEqual(parseDocLint(OUTPUT), [
    {
      code: "missing-jsdoc",
      message: "exported symbol is missing JSDoc documentation",
      path: "/repo/sub/x.ts",
      line: 15,
    },
    {
      code: "private-type-ref",
      message: "public type 'Thing.prototype.method' references private type 'Priv'",
      path: "/repo/sub/x.ts",
      line: 15,
      referenced: "16:interface Priv { a: 1 }",
    },
  ]);
});

Deno.test("parseDocLint() returns nothing, when the output has no such error", () => {
  assert.deepEqual(parseDocLint("Checked 3 files\n"), []);
});
