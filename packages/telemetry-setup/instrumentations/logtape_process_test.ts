import assert from "node:assert/strict";
import rootManifest from "../../../deno.json" with { type: "json" };
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { DEFAULT_FLAGS, runApp } from "./testdata/run_app.ts";

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

Deno.test("Records of a LogTape that is required come once, too", { ignore }, async () => {
  const main = `
    import { createRequire } from "node:module";
    // It makes the package part of the application, whose ES module stays unused.
    import "${LOGTAPE}";
    const require = createRequire(import.meta.resolve("${LOGTAPE}"));
    const { configureSync, getConsoleSink, getLogger } = require("@logtape/logtape");
    configureSync({
      sinks: { console: getConsoleSink() },
      loggers: [
        { category: "app", sinks: ["console"], lowestLevel: "info" },
        { category: ["logtape", "meta"], sinks: [], lowestLevel: "error" },
      ],
    });
    getLogger(["app"]).info("one {n}", { n: 1 });
  `;
  const flags = [...DEFAULT_FLAGS, "--allow-read"];
  const { code, logs, stderr } = await runApp({ files: { "main.ts": main }, flags });
  assert.equal(code, 0, stderr);
  assert.deepEqual(logs.map(({ body, attributes }) => [body, attributes]), [["one 1", { n: 1 }]]);
  assert.equal(stderr.trimEnd().split(" ").slice(-2).join(" "), "one 1");
});
