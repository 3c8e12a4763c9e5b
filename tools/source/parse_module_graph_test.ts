import assert from "node:assert/strict";
import { parseModuleGraph } from "./parse_module_graph.ts";

const at = (line: number) => ({ span: { start: { line, character: 0 } } });

function graph(...modules: readonly unknown[]): string {
  return JSON.stringify({ version: 1, roots: [], modules });
}

Deno.test("parseModuleGraph() tells type, static and dynamic imports apart, when a file has them all", () => {
  const json = graph(
    {
      specifier: "file:///repo/b.ts",
      dependencies: [
        { specifier: "./a.ts", type: { specifier: "file:///repo/a.ts", ...at(0) } },
        { specifier: "x", code: { specifier: "npm:x@1.0.0", ...at(1) } },
        {
          specifier: "./c.ts",
          code: { specifier: "file:///repo/c d.ts", ...at(2) },
          isDynamic: true,
        },
        { specifier: "unknown", code: { error: "not mapped", ...at(3) } },
      ],
    },
    { specifier: "file:///repo/a.ts" },
    { specifier: "file:///tmp/entry.ts" },
  );
  assert.deepEqual(parseModuleGraph(json, "/repo"), [
    { path: "a.ts", imports: [] },
    {
      path: "b.ts",
      imports: [
        { specifier: "./a.ts", target: "a.ts", kind: "type", line: 1 },
        { specifier: "x", target: "npm:x@1.0.0", kind: "static", line: 2 },
        { specifier: "./c.ts", target: "c d.ts", kind: "dynamic", line: 3 },
        { specifier: "unknown", target: "unknown", kind: "static", line: 4 },
      ],
    },
  ]);
});

Deno.test("parseModuleGraph() keeps the import of values, when types are imported from the same file", () => {
  const json = graph({
    specifier: "file:///repo/b.ts",
    dependencies: [{
      specifier: "./a.ts",
      type: { specifier: "file:///repo/a.ts", ...at(0) },
      code: { specifier: "file:///repo/a.ts", ...at(4) },
    }],
  });
  assert.deepEqual(parseModuleGraph(json, "/repo")[0]?.imports, [
    { specifier: "./a.ts", target: "a.ts", kind: "static", line: 5 },
  ]);
});

Deno.test("parseModuleGraph() throws with the file's name, when a source file cannot be parsed", () => {
  const json = graph({ specifier: "file:///repo/b.ts", error: "Expected ';'" });
  assert.throws(() => parseModuleGraph(json, "/repo"), {
    message: "Cannot read the imports of b.ts: Expected ';'",
  });
});
