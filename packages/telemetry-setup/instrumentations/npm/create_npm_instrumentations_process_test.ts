import assert from "node:assert/strict";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEntries } from "../../cli/entries/ensure_entries.ts";
import { mayRunApps } from "../../cli/testdata/may_run_apps.ts";
import { createApp, GRAPHQL_IMPORTS, GRAPHQL_MAIN, runWithEntry } from "./testdata/graphql_app.ts";

const ignore = !mayRunApps();

const SPANS = [
  "graphql.parse",
  "graphql.parseSchema",
  "graphql.resolve rolled",
  "graphql.validate",
  "query",
];

const CACHE_APP = {
  "deno.json": JSON.stringify({ imports: GRAPHQL_IMPORTS }),
  "main.ts": GRAPHQL_MAIN,
};

/** Packages as they would lie in a node_modules folder, none of them from npm. */
const OWN_APP = {
  "package.json": JSON.stringify({
    type: "module",
    dependencies: { koa: "3", "@opentelemetry/instrumentation-koa": "1" },
  }),
  "node_modules/koa/package.json": '{ "name": "koa", "version": "3.0.0" }',
  "node_modules/koa/index.js": 'module.exports = () => "koa";',
  "node_modules/@opentelemetry/instrumentation-koa/package.json": '{ "version": "1.0.0" }',
  "main.ts": 'import koa from "koa"; console.info(koa());',
};

function instrumentation(constructorBody: string): string {
  return `exports.KoaInstrumentation = class {
    constructor() { ${constructorBody} }
    setTracerProvider() {}
    setMeterProvider() {}
    disable() {}
  };`;
}

Deno.test(
  "npm instrumentations are enabled by --preload without a lock file and with few permissions",
  {
    ignore,
  },
  async () => {
    await using app = await createApp(CACHE_APP);
    const read = `--allow-read=deno.json,${dirname(fileURLToPath(await ensureEntries()))}`;
    const { spans, code, stderr } = await runWithEntry(app.folder, {
      flags: ["--no-lock", "--allow-env=OTEL_*,NODE_ENV", read],
    });
    assert.deepEqual(spans, SPANS, stderr);
    assert.equal(code, 0);
  },
);

Deno.test("npm instrumentations are enabled by NODE_OPTIONS=--require", { ignore }, async () => {
  await using app = await createApp(CACHE_APP);
  // What writes the lock file, without which only what can wait finds packages of an import map.
  await runWithEntry(app.folder, { flags: ["-A"], env: { OTEL_SDK_DISABLED: "true" } });
  const { spans, stderr } = await runWithEntry(app.folder, {
    entry: "register_sync.cjs",
    flags: ["-A"],
  });
  assert.deepEqual(spans, SPANS, stderr);
});

Deno.test("npm instrumentations are switched off by name", { ignore }, async () => {
  await using app = await createApp(CACHE_APP);
  const { spans, code, stderr } = await runWithEntry(app.folder, {
    flags: ["--no-lock", "-A"],
    env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "graphql" },
  });
  assert.deepEqual([spans, code], [[], 0]);
  assert.doesNotMatch(stderr, /otel-deno: warning/);
});

Deno.test("npm instrumentations are asked for in vain where variables may not be read", {
  ignore,
}, async () => {
  await using app = await createApp(CACHE_APP);
  const { spans, code, stderr } = await runWithEntry(app.folder, {
    flags: ["--no-lock", "--allow-env=OTEL_TRACES_EXPORTER,NODE_ENV", "--allow-read"],
  });
  assert.deepEqual([spans, code], [[], 0]);
  assert.match(
    stderr,
    /Cannot enable the instrumentation graphql: not permitted; add --allow-env=OTEL_\*/,
  );
});

Deno.test("npm instrumentations leave alone how modules load where none is listed", {
  ignore,
}, async () => {
  await using app = await createApp({
    "package.json": '{ "type": "module" }',
    "main.ts": `import Module from "node:module";
      console.info(Module.prototype.load.name, Module.prototype.require.name.includes("Patch"));`,
  });
  // That of LogTape looks at what is loaded, too.
  const env = { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "logtape" };
  const { stderr } = await runWithEntry(app.folder, { flags: ["-A"], env });
  assert.match(stderr, /(^|\n)(load)? false\n/);
});

Deno.test("npm instrumentations that are not installed are one warning", { ignore }, async () => {
  await using app = await createApp(OWN_APP);
  const { code, stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.equal(code, 0);
  assert.match(
    stderr,
    /Cannot enable the instrumentation koa: Cannot find module '@opentelemetry\/instrumentation/,
  );
  assert.match(stderr, /\nkoa\n/);
});

Deno.test("npm instrumentations get the providers of all three signals, once each", {
  ignore,
}, async () => {
  await using app = await createApp({
    ...OWN_APP,
    "node_modules/@opentelemetry/instrumentation-koa/index.js":
      `exports.KoaInstrumentation = class {
        setTracerProvider(provider) { console.info("got", typeof provider.getTracer); }
        setMeterProvider(provider) { console.info("got", typeof provider.getMeter); }
        setLoggerProvider(provider) { console.info("got", typeof provider.getLogger); }
        disable() {}
      };`,
  });
  const { code, stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.equal(code, 0);
  assert.equal(stderr.match(/^got function$/gm)?.length, 3, stderr);
});

Deno.test("npm instrumentations that throw as they start are one warning", { ignore }, async () => {
  await using app = await createApp({
    ...OWN_APP,
    "node_modules/@opentelemetry/instrumentation-koa/index.js": instrumentation(
      'throw new Error("no");',
    ),
  });
  const { code, stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.equal(code, 0);
  assert.match(stderr, /Cannot enable the instrumentation koa: no\n/);
  assert.match(stderr, /\nkoa\n/);
});

Deno.test("npm instrumentations that throw as they patch leave the module as it was", {
  ignore,
}, async () => {
  await using app = await createApp({
    ...OWN_APP,
    "node_modules/@opentelemetry/instrumentation-koa/index.js": `
      const RequireHook = require("require-in-the-middle");
      const { Hook } = require("import-in-the-middle");
      ${
      instrumentation(`
        new Hook(["koa"], {}, (exports) => exports);
        new RequireHook(null, {}, (exports, name, root) => { throw new Error(name + " " + root); });
      `)
    }`,
  });
  const { code, stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.equal(code, 0);
  assert.match(stderr, /Cannot instrument koa: koa \/.*\/node_modules\/koa\n/);
  assert.match(stderr, /\nkoa\n/);
});

Deno.test("npm instrumentations leave alone a module that only lets itself be read", {
  ignore,
}, async () => {
  await using app = await createApp({
    ...OWN_APP,
    "node_modules/koa/index.js":
      'Object.defineProperty(module, "exports", { get: () => () => "koa" });',
    "node_modules/@opentelemetry/instrumentation-koa/index.js": `
      const { Hook } = require("import-in-the-middle");
      const RequireHook = require("require-in-the-middle");
      ${
      instrumentation(`
        new Hook(["koa"], {}, (exports) => exports);
        new RequireHook(null, {}, () => "patched");
      `)
    }`,
  });
  const { code, stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.equal(code, 0);
  assert.match(stderr, /Cannot instrument .*koa\/index\.js: Cannot set property exports/);
  assert.match(stderr, /\nkoa\n/);
});

Deno.test("npm instrumentations may also be ES modules, and patch an imported built-in module", {
  ignore,
}, async () => {
  await using app = await createApp({
    ...OWN_APP,
    "package.json": JSON.stringify({
      type: "module",
      dependencies: {
        "@opentelemetry/instrumentation-koa": "1",
        "require-in-the-middle": "8",
        "import-in-the-middle": "3",
      },
    }),
    "node_modules/@opentelemetry/instrumentation-koa/index.js": instrumentation(""),
    "node_modules/require-in-the-middle/package.json": '{ "version": "8.0.0" }',
    "node_modules/require-in-the-middle/index.js": 'throw new Error("The real one");',
    "node_modules/import-in-the-middle/package.json": '{ "version": "3.0.0" }',
    "node_modules/import-in-the-middle/index.js": 'throw new Error("The real one");',
    "main.ts": `
      import { Hook } from "import-in-the-middle";
      import RequireHook, { Hook as Named } from "require-in-the-middle";
      new Hook(["dns"], {}, (exports) => { exports.lookup = "patched"; return exports; });
      const named = await import("node:dns");
      const again = await import("dns");
      console.info(named.lookup, again.lookup, typeof named.resolve, RequireHook === Named);
    `,
  });
  const { stderr } = await runWithEntry(app.folder, { flags: ["-A"] });
  assert.match(stderr, /patched patched function true\n/);
});
