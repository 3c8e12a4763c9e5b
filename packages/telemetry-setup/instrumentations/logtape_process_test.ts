import assert from "node:assert/strict";
import rootManifest from "../../../deno.json" with { type: "json" };
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { runApp } from "./testdata/run_app.ts";

const ignore = !mayRunApps();
const LOGTAPE = rootManifest.imports["@logtape/logtape"];

Deno.test("Each record of LogTape's comes once, its lines go to standard error", {
  ignore,
}, async () => {
  const main = `
    import { configure, getConsoleSink, getLogger, reset } from "${LOGTAPE}";
    const config = (sink) => ({
      sinks: { sink },
      loggers: [
        { category: "app", sinks: ["sink"], lowestLevel: "info" },
        { category: ["app", "db"], sinks: ["sink"] },
        { category: ["logtape", "meta"], sinks: [], lowestLevel: "error" },
      ],
    });
    await configure(config(getConsoleSink()));
    getLogger(["app"]).debug("too low");
    getLogger(["app"]).info("one");
    getLogger(["app", "db"]).warn("two");
    await reset();
    await configure(config(getConsoleSink({ nonBlocking: true })));
    getLogger(["app"]).error("three");
    await configure({ ...config(getConsoleSink({ nonBlocking: true })), reset: true });
    getLogger(["app"]).fatal("four");
    await reset();
  `;
  const { code, printed, logs, stderr } = await runApp({ files: { "main.ts": main } });
  assert.equal(code, 0);
  assert.equal(printed.length, logs.length);
  assert.deepEqual(logs.map(({ severity_text, body }) => [severity_text, body]), [
    ["INFO", "one"],
    ["WARN", "two"],
    ["ERROR", "three"],
    ["FATAL", "four"],
  ]);
  const lines = stderr.trimEnd().split("\n").map((line) => line.split(" ").at(-1));
  assert.deepEqual(lines, ["one", "two", "two", "three", "four"]);
});
