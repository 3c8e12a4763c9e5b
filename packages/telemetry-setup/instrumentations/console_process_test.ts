import assert from "node:assert/strict";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { runApp } from "./testdata/run_app.ts";

const ignore = !mayRunApps();

/** Everything that a console can print, and what the application writes by other roads. */
const EVERYTHING = `
  import { Console } from "node:console";
  import process from "node:process";
  console.debug("debug"); console.log("log %d", 1); console.info({ a: 1 });
  console.warn("warn"); console.error(new RangeError("no dice").message);
  console.dir({ b: 2 }); console.dirxml({ c: 3 }); console.table([{ d: 4 }]);
  console.count("e"); console.countReset("e"); console.time("f"); console.timeLog("f");
  console.timeEnd("f"); console.group("g"); console.log("within"); console.groupEnd();
  console.trace("h"); console.assert(false, "i"); console.clear();
  new Console(process.stderr).log("own");
`;

Deno.test("Standard output carries the exporters' objects only, whatever is printed", {
  ignore,
}, async () => {
  const { code, printed, logs, stderr } = await runApp({ files: { "main.ts": EVERYTHING } });
  assert.equal(code, 0);
  assert.equal(printed.length, logs.length);
  assert.deepEqual(
    logs.map(({ severity_text, body }) => [
      severity_text,
      body.split("\n")[0].replace(/[\d.]+ms/, "TIME"),
    ]),
    [
      ["DEBUG", "debug"],
      ["INFO", "log 1"],
      ["INFO", "{ a: 1 }"],
      ["WARN", "warn"],
      ["ERROR", "no dice"],
      ["INFO", "{ b: 2 }"],
      ["INFO", "{ c: 3 }"],
      ["INFO", "┌─────────┬───┐"],
      ["INFO", "e: 1"],
      ["INFO", "f: TIME"],
      ["INFO", "f: TIME"],
      ["INFO", "g"],
      ["INFO", "within"],
      ["TRACE", "Trace: h"],
      ["ERROR", "Assertion failed: i"],
    ],
  );
  for (const text of ["debug", "log 1", "{ b: 2 }", "{ c: 3 }", "│ d │", "e: 1", "f: ", "own"]) {
    assert.ok(stderr.includes(text), `${text} is missing in:\n${stderr}`);
  }
});

Deno.test("The application prints as without telemetry, when nothing goes to the console", {
  ignore,
}, async () => {
  const env = { OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" };
  const app = { files: { "main.ts": EVERYTHING }, env, parse: false };
  const [plain, observed] = [await runApp({ ...app, preload: false }), await runApp(app)];
  const comparable = (text: string) =>
    text.replaceAll(/\/\S*otel-deno-app-\w+/g, "FOLDER").replaceAll(/[\d.]+ms/g, "TIME");
  assert.ok(plain.stdout.includes("log 1"));
  assert.equal(comparable(observed.stdout), comparable(plain.stdout));
  assert.equal(comparable(observed.stderr), comparable(plain.stderr));
});
