import assert from "node:assert/strict";
import rootManifest from "../../../deno.json" with { type: "json" };
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { type App, type AppRun, DEFAULT_FLAGS, runApp } from "./testdata/run_app.ts";

const ignore = !mayRunApps();
const HONO = rootManifest.imports.hono;
const LOGTAPE = rootManifest.imports["@logtape/logtape"];

/** Serves one request and ends: a route of Hono's, a record of LogTape's. */
function source(
  { hono = HONO, logtape = LOGTAPE, dynamic = false }: {
    readonly hono?: string;
    readonly logtape?: string;
    readonly dynamic?: boolean;
  } = {},
): string {
  const load = (names: string, specifier: string) =>
    dynamic
      ? `const ${names} = await import(${JSON.stringify(specifier)});`
      : `import ${names} from ${JSON.stringify(specifier)};`;
  return `
    ${load("{ Hono }", hono)}
    ${load("{ configure, getLogger }", logtape)}
    await configure({
      sinks: { nowhere() {} },
      loggers: [
        { category: ["app"], sinks: ["nowhere"] },
        { category: ["logtape", "meta"], sinks: [], lowestLevel: "error" },
      ],
    });
    const app = new Hono();
    app.get("/users/:id", (c) => {
      getLogger(["app"]).info("Hello {name}", { name: "alice" });
      return c.text("ok");
    });
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
    const response = await fetch(\`http://127.0.0.1:\${server.addr.port}/users/7\`);
    if (await response.text() !== "ok") throw new Error("no answer");
    await server.shutdown();
  `;
}

/** The application asks itself: it is about the answers here. */
const run = (app: App) =>
  runApp({ ...app, env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-client" } });

/** One span with the route, one record of its trace, and nothing else on either output. */
function assertObserved({ code, printed, spans, logs, stderr }: AppRun): void {
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.deepEqual(spans.map(({ name }) => name), ["GET /users/:id"]);
  assert.deepEqual(logs.map(({ body }) => body), ["Hello alice"]);
  assert.equal(printed.length, 2);
  assert.equal(logs[0]?.trace_id, spans[0]?.context.trace_id);
  assert.equal(logs[0]?.span_id, spans[0]?.context.span_id);
}

for (const dynamic of [false, true]) {
  const how = dynamic ? "by dynamic import" : "by import";
  for (const flags of [DEFAULT_FLAGS, [...DEFAULT_FLAGS, "--allow-read"]]) {
    const permission = flags.includes("--allow-read") ? "with" : "without";

    Deno.test(`register.ts observes npm: packages ${how}, ${permission} --allow-read`, {
      ignore,
    }, async () => {
      assertObserved(await run({ files: { "main.ts": source({ dynamic }) }, flags }));
    });

    Deno.test(`register.ts observes packages of an import map ${how}, ${permission} --allow-read`, {
      ignore,
    }, async () => {
      const main = source({ hono: "web", logtape: "logs", dynamic });
      const imports = { web: HONO, logs: LOGTAPE };
      assertObserved(await run({ files: { "main.ts": main }, imports, flags }));
    });
  }

  Deno.test(`register.ts observes the presets of Hono ${how}`, { ignore }, async () => {
    for (const preset of ["tiny", "quick"]) {
      const hono = `${HONO}/${preset}`;
      assertObserved(await run({ files: { "main.ts": source({ hono, dynamic }) } }));
    }
  });
}

Deno.test("register.ts leaves modules alone whose names only come near", { ignore }, async () => {
  const main = `
    import * as own from "./logtape/src/mod.ts";
    console.error(Object.keys(own), Object.keys(await import("./hono/hono.ts")));
  `;
  const url = "export const url = import.meta.url;";
  const files = { "main.ts": main, "logtape/src/mod.ts": url, "hono/hono.ts": url };
  const { code, stderr } = await runApp({ files, env: { OTEL_LOGS_EXPORTER: "none" } });
  assert.equal(stderr, '[ "url" ] [ "url" ]\n');
  assert.equal(code, 0);
});

Deno.test("register.ts leaves the main module alone, whatever its folder is called", {
  ignore,
}, async () => {
  const main = "logtape/src/mod.ts";
  const files = { [main]: "console.error(import.meta.main, Deno.mainModule.slice(-6));" };
  const { stderr } = await runApp({ files, main, env: { OTEL_LOGS_EXPORTER: "none" } });
  assert.equal(stderr, "true mod.ts\n");
});

for (
  const [what, main] of [
    ["a module that is not there", 'import "./not_there.ts";'],
    ["a package that is not in the import map", 'import "no-such-package";'],
    ["an export that is not there", `import { none } from "${HONO}"; none();`],
    ["a dynamic import that fails", 'await import("./not_" + "there.ts");'],
    ["a module that throws", 'throw new RangeError("own");'],
  ]
) {
  Deno.test(`register.ts leaves the error as it is: ${what}`, { ignore }, async () => {
    const app = { files: { "main.ts": main ?? "" }, flags: [...DEFAULT_FLAGS, "--allow-read"] };
    const plain = await runApp({ ...app, preload: false });
    const { code, stderr } = await runApp(app);
    assert.equal(code, 1);
    assert.equal(withoutFolder(stderr), withoutFolder(plain.stderr));
  });
}

function withoutFolder(text: string): string {
  return text.replaceAll(/\/\S*otel-deno-app-\w+/g, "FOLDER");
}
