import assert from "node:assert/strict";
import type { SourceModule } from "../source/parse_module_graph.ts";
import { checkCompile, VIEWER_ENTRY } from "./check_compile.ts";

function check(sources: Readonly<Record<string, string>>, includes: readonly string[] = []) {
  const modules = Object.entries(sources).map(([path, source]): SourceModule => ({
    path,
    imports: [...source.matchAll(/from "(.+)"/g)].map(([, target = ""]) => ({
      specifier: target,
      target,
      kind: "static",
      line: 1,
    })),
  }));
  return checkCompile(modules, { read: (path) => sources[path]!, includes }).problems;
}

Deno.test("checkCompile() finds a module whose name is made as the program runs", () => {
  assert.deepEqual(
    check({
      [VIEWER_ENTRY]: 'import a from "a.ts";\nawait import("./b.ts"); // import(x)\n"import(y)";',
      "a.ts": "x.import(1);\nawait import(name);\nawait import(`./${name}.ts`);",
      "unused.ts": "import(name);",
    }),
    [
      "a.ts:2: imports a module whose name is not written out",
      "a.ts:3: imports a module whose name is not written out",
    ],
  );
});

Deno.test("checkCompile() finds a file beside a module that is not included", () => {
  const source = 'new Worker(new URL("./store/worker.ts", import.meta.url));\n' +
    'new URL("./dist/ui/x.js", import.meta.url);';
  assert.deepEqual(check({ [VIEWER_ENTRY]: source }, ["apps/viewer/dist/ui"]), [
    `${VIEWER_ENTRY}:1: uses apps/viewer/store/worker.ts, which is not included`,
  ]);
  assert.deepEqual(
    check({
      [VIEWER_ENTRY]: source,
      "apps/viewer/store/worker.ts": "import(name);",
    }, ["apps/viewer/dist/ui", "apps/viewer/store/worker.ts"]),
    [
      "apps/viewer/store/worker.ts:1: imports a module whose name is not written out",
    ],
  );
});
