import assert from "node:assert/strict";
import rootManifest from "../../deno.json" with { type: "json" };
import {
  LOADERS,
  NPM_PACKAGES,
  npmPackagesProgram,
} from "./instrumentations/testdata/npm_packages.ts";
import { NPM_IMPORTS, runMain, TELEMETRY_IMPORTS } from "./instrumentations/testdata/run_app.ts";

// It starts Deno and npm, in a folder of its own.
const ignore = !(["run", "read", "write"] as const).every((name) =>
  Deno.permissions.querySync({ name }).state === "granted"
);

const HONO = rootManifest.imports.hono;
const LOGTAPE = rootManifest.imports["@logtape/logtape"];

/** What every program must print, a line for each package. */
const EXPECTED = [
  'express: {"rolled":4}',
  'koa: {"rolled":4}',
  'pino: {"level":30,"rolled":4,"msg":"rolled"}',
  'winston: {"level":"info","message":"rolled","rolled":4}',
  "ioredis: Connection is closed.",
  "mongodb: MongoServerSelectionError",
  "mysql2: ECONNREFUSED",
];

const layouts: Record<string, () => Promise<string>> = {
  "with a node_modules folder": once(createNodeModulesProject),
  "without a node_modules folder": once(createGlobalCacheProject),
};
const folders: string[] = [];

if (!ignore) {
  Deno.test.afterAll(async () => {
    for (const folder of folders) await Deno.remove(folder, { recursive: true });
  });
}

for (const [layout, project] of Object.entries(layouts)) {
  for (const loader of LOADERS) {
    Deno.test(`register.ts lets npm packages start by ${loader}, ${layout}`, {
      ignore,
    }, async () => {
      const folder = await project();
      const main = `${loader.replace(/\W/g, "_")}.mjs`;
      await Deno.writeTextFile(`${folder}/${main}`, npmPackagesProgram(loader));
      const { code, stdout, stderr } = await runMain(folder, {
        main,
        flags: ["-A"],
        env: { OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" },
        parse: false,
      });
      assert.equal(stderr, "");
      assert.deepEqual(stdout.trimEnd().split("\n"), EXPECTED);
      assert.equal(code, 0);
    });
  }

  Deno.test(`register.ts observes Hono and LogTape, ${layout}`, { ignore }, async () => {
    const folder = await project();
    for (const how of ["static", "dynamic"] as const) {
      const main = `${how}.ts`;
      await Deno.writeTextFile(`${folder}/${main}`, honoProgram(how));
      const { code, printed, spans, logs, stderr } = await runMain(folder, {
        main,
        // The application asks itself.
        env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "http-client" },
      });
      assert.equal(stderr, "");
      assert.equal(code, 0);
      assert.deepEqual(spans.map(({ name }) => name), ["GET /users/:id"]);
      assert.deepEqual(logs.map(({ body }) => body), ["Hello alice"]);
      assert.equal(logs[0]?.trace_id, spans[0]?.context.trace_id);
      assert.equal(printed.length, 2);
    }
  });
}

function honoProgram(how: "static" | "dynamic"): string {
  return `
    ${
    how === "static"
      ? `import { Hono } from "hono";
         import { configure, getLogger } from "@logtape/logtape";`
      : `const { Hono } = await import("hono");
         const { configure, getLogger } = await import("@logtape/logtape");`
  }
    await configure({
      sinks: {},
      loggers: [{ category: "app" }, { category: ["logtape", "meta"], lowestLevel: "error" }],
    });
    const app = new Hono();
    app.get("/users/:id", (c) => {
      getLogger(["app"]).info("Hello {name}", { name: "alice" });
      return c.text("ok");
    });
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
    await (await fetch(\`http://127.0.0.1:\${server.addr.port}/users/7\`)).text();
    await server.shutdown();
  `;
}

/** What npm installs; what telemetry itself needs is among it. */
async function createNodeModulesProject(): Promise<string> {
  const dependencies = Object.fromEntries(
    [...Object.values(NPM_IMPORTS), HONO, LOGTAPE].map((specifier) => {
      const [, name = "", version = ""] = /^npm:(.+)@(.+)$/.exec(specifier) ?? [];
      return [name, version];
    }),
  );
  for (const [name, { version }] of Object.entries(NPM_PACKAGES)) dependencies[name] = version;
  const folder = await createFolder({
    "package.json": { private: true, type: "module", dependencies },
    "deno.json": { nodeModulesDir: "manual", imports: TELEMETRY_IMPORTS },
  });
  const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
  const { success, stderr } = await new Deno.Command(npm, {
    args: ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"],
    cwd: folder,
    signal: AbortSignal.timeout(180_000),
  }).output();
  if (!success) throw new Error(`Cannot install packages: ${new TextDecoder().decode(stderr)}`);
  return folder;
}

/** What Deno itself keeps for all projects. */
function createGlobalCacheProject(): Promise<string> {
  const imports: Record<string, string> = {
    ...TELEMETRY_IMPORTS,
    hono: HONO,
    "@logtape/logtape": LOGTAPE,
  };
  for (const [name, { version }] of Object.entries(NPM_PACKAGES)) {
    imports[name] = `npm:${name}@${version}`;
  }
  return createFolder({ "deno.json": { imports, nodeModulesDir: "none" } });
}

async function createFolder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-npm-" });
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(content));
  }
  return folder;
}

/** Made with the first test that needs it. */
function once<T>(create: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= create();
}
