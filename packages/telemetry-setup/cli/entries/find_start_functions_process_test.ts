import assert from "node:assert/strict";
import { join } from "node:path";
import { findStartFunctions } from "./find_start_functions.ts";

const ignore = (["read", "write", "run"] as const).some((name) =>
  Deno.permissions.querySync({ name }).state !== "granted"
);

async function findIn(source: string, runner?: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-test-" });
  try {
    const bundle = join(folder, "bundle.js");
    await Deno.writeTextFile(bundle, source);
    const functions = await findStartFunctions(bundle, {
      folder: join(folder, "run"),
      ...runner === undefined ? {} : { runner },
    });
    return functions.map(({ start, end }) => source.slice(start, end));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test(
  "findStartFunctions() finds what runs until the end of the process",
  { ignore },
  async () => {
    const source = "function a(){}function b(){}const c=()=>d(),d=()=>1;a();" +
      'await 0;addEventListener("unload",()=>c());';
    assert.deepEqual((await findIn(source)).toSorted(), [
      "()=>1",
      "()=>c()",
      "()=>d()",
      "function a(){}",
    ]);
  },
);

Deno.test("findStartFunctions() finds what a module of one's own calls", { ignore }, async () => {
  const source = "export function a(){}export function b(){}";
  assert.deepEqual(await findIn(source, 'import { b } from "../bundle.js";b();'), [
    "function b(){}",
  ]);
});

Deno.test("findStartFunctions() says why, when the bundle cannot be run", { ignore }, async () => {
  await assert.rejects(
    findIn('throw new Error("broken")'),
    /^Error: Cannot find out which functions run at start: .*broken/,
  );
});
