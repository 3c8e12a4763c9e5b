import assert from "node:assert/strict";
import { checkDocs } from "./check_docs.ts";

function lintOf(referenced: string): string {
  return `error[private-type-ref]: public type 'f' references private type 'T'
  --> /repo/mod.ts:2:1
   | 
 2 | export function f(x: T): void {}
   | ^
   = hint: make the referenced type public or remove the reference
   | 
${referenced}
   | - this is the referenced type
`;
}

const NOTHING = JSON.stringify({ version: 2, nodes: {} });

function symbolsOf(...symbols: readonly unknown[]): string {
  return JSON.stringify({ version: 2, nodes: { "file:///repo/mod.ts": { symbols } } });
}

function declaration(kind: string, ...tags: readonly unknown[]) {
  return { kind, location: { filename: "file:///repo/x.ts", line: 4 }, jsDoc: { tags } };
}

Deno.test("checkDocs() reports a private type, when a source file of ours declares it", () => {
  const input = { lint: lintOf("12 | interface T {"), json: NOTHING, root: "/repo" };
  const ours = `${"\n".repeat(11)}interface T {\n}\n`;
  assert.deepEqual(checkDocs({ ...input, sources: [ours] }).problems, [
    "mod.ts:2: public type 'f' references private type 'T' (private-type-ref)",
  ]);
});

Deno.test("checkDocs() drops a private type, when a package declares it", () => {
  const input = { lint: lintOf("12 | export interface T {"), json: NOTHING, root: "/repo" };
  assert.deepEqual(checkDocs({ ...input, sources: ["interface T {"] }).problems, []);
});

Deno.test("checkDocs() keeps other errors, when deno doc finds them", () => {
  const lint = "error[missing-jsdoc]: no documentation\n  --> /repo/packages/p/x.ts:3:1\n";
  assert.deepEqual(checkDocs({ lint, json: NOTHING, sources: [], root: "/repo" }).problems, [
    "packages/p/x.ts:3: no documentation (missing-jsdoc)",
  ]);
});

Deno.test("checkDocs() names functions and classes, when they have no example with code", () => {
  const example = { kind: "example", doc: "Title\n```ts\nf();\n```" };
  const json = symbolsOf(
    { name: "bare", declarations: [declaration("function")] },
    { name: "Prose", declarations: [declaration("class", { kind: "example", doc: "Call it." })] },
    { name: "good", declarations: [declaration("function", example)] },
    {
      name: "overloaded",
      declarations: [declaration("function"), declaration("function", example)],
    },
    { name: "Type", declarations: [declaration("interface")] },
  );
  assert.deepEqual(checkDocs({ lint: "", json, sources: [], root: "/repo" }).problems, [
    "x.ts:5: bare has no @example with code",
    "x.ts:5: Prose has no @example with code",
  ]);
});
