import assert from "node:assert/strict";

const ROOT = new URL("../../../", import.meta.url);
const ignore = Deno.permissions.querySync({ name: "read", path: ROOT }).state !== "granted";
const STARTS_INSTRUMENT = /["`/]\.{0,2}\/?(cli\/)?instrument\.ts["`]|npx.*opentelemetry-instrument/;

Deno.test(
  "what starts opentelemetry-instrument in tests keeps away from the user's folder of state",
  {
    ignore,
  },
  async () => {
    const starting: string[] = [];
    const careless: string[] = [];
    for await (const path of sources(ROOT)) {
      // This file only speaks of it.
      if (path === import.meta.filename) continue;
      const text = await Deno.readTextFile(path);
      if (!STARTS_INSTRUMENT.test(text) || !/Deno\.Command|runCommand/.test(text)) continue;
      starting.push(path);
      // Either there is no such folder, or it is one of the test's own.
      if (
        !/OTEL_DENO_(DEFAULT_)?SPOOL_DIR|XDG_STATE_HOME|(instrumentCommand|createInstalledApp)\(/
          .test(text)
      ) careless.push(path);
    }
    assert.ok(starting.some((path) => path.endsWith("instrument_command.ts")), starting.join("\n"));
    assert.deepEqual(careless, []);
  },
);

/** Tests, and what tests are made of. */
async function* sources(folder: URL): AsyncGenerator<string> {
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith(".") || name === "node_modules" || name === "dist") continue;
    const child = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) yield* sources(child);
    else if (isFile && isOfTests(child.pathname)) yield child.pathname;
  }
}

function isOfTests(path: string): boolean {
  return /_test\.tsx?$/.test(path) || /\/(testdata|testing|benchmarks)\/.*\.ts$/.test(path);
}
