import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";

const ignore = !mayRunApps();
const BOOTSTRAP = fileURLToPath(new URL("bootstrap.ts", import.meta.url));

const DENO_APP = {
  "deno.jsonc": `{
  // What it needs.
  "imports": {
    "graphql": "npm:graphql@16.15.0", // not 17
    "hono": "npm:hono@4.13.19",
    "koa": "npm:koa@3.3.0"
  }
}
`,
  "main.ts": `import "graphql"; import "hono"; import "koa"; import "node:diagnostics_channel";\n`,
};
const DENO_APP_PACKAGES = [
  "@opentelemetry/instrumentation-koa@0.72.0",
  "@opentelemetry/instrumentation-graphql@0.72.0",
];

async function createApp(files: Readonly<Record<string, string>>) {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "otel-deno-bootstrap-" }));
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  return {
    folder,
    read: (name: string) => Deno.readTextFile(join(folder, name)),
    async bootstrap(...args: readonly string[]) {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "-A", BOOTSTRAP, ...args],
        cwd: folder,
        env: { NO_COLOR: "1" },
        signal: AbortSignal.timeout(60_000),
      }).output();
      const text = new TextDecoder();
      return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("opentelemetry-bootstrap prints one package a line, and the rest elsewhere", {
  ignore,
}, async () => {
  await using app = await createApp(DENO_APP);
  const { code, stdout, stderr } = await app.bootstrap();
  assert.equal(code, 0);
  assert.deepEqual(stdout.trim().split("\n"), DENO_APP_PACKAGES);
  assert.match(stderr, /^hono 4\.13\.19: built in$/m);
  assert.match(stderr, /^node:diagnostics_channel: built in; .*OTEL_DENO_DIAGNOSTICS_CHANNELS/m);
  assert.deepEqual([...Deno.readDirSync(app.folder)].map(({ name }) => name).sort(), [
    "deno.jsonc",
    "main.ts",
  ]);
});

Deno.test("opentelemetry-bootstrap -a install adds them once, and keeps comments", {
  ignore,
}, async () => {
  await using app = await createApp(DENO_APP);
  const first = await app.bootstrap("-a", "install");
  assert.match(
    first.stdout,
    /^Added @opentelemetry\/instrumentation-koa@0\.72\.0 to .*deno\.jsonc$/m,
  );
  const changed = await app.read("deno.jsonc");
  assert.match(changed, /"graphql": "npm:graphql@16\.15\.0", \/\/ not 17\n/);
  assert.match(
    changed,
    /\n {4}"@opentelemetry\/instrumentation-koa": "npm:@opentelemetry\/instrumentation-koa@0\.72\.0"/,
  );
  const second = await app.bootstrap("-a", "install");
  assert.match(second.stdout, /^Nothing to add to .*deno\.jsonc\n$/);
  assert.equal(await app.read("deno.jsonc"), changed);
});

Deno.test("opentelemetry-bootstrap -a install leaves a version alone that is there", {
  ignore,
}, async () => {
  const text = JSON.stringify({
    imports: { pg: "npm:pg@8", "@opentelemetry/instrumentation-pg": "./mine.ts" },
  });
  await using app = await createApp({ "deno.json": text });
  assert.match((await app.bootstrap("-a", "install")).stdout, /^Nothing to add/);
  assert.equal(await app.read("deno.json"), text);
});

Deno.test("opentelemetry-bootstrap -a install --dry-run changes nothing", { ignore }, async () => {
  await using app = await createApp(DENO_APP);
  const { stdout } = await app.bootstrap("-a", "install", "--dry-run", "main.ts");
  assert.match(stdout, /^Would add @opentelemetry\/instrumentation-koa@0\.72\.0 to /);
  assert.equal(await app.read("deno.jsonc"), DENO_APP["deno.jsonc"]);
});

Deno.test("opentelemetry-bootstrap adds to package.json by the versions of its lock file", {
  ignore,
}, async () => {
  await using app = await createApp({
    "package.json": '{\n\t"dependencies": {\n\t\t"graphql": ">=16",\n\t\t"pg": "^8"\n\t}\n}\n',
    "package-lock.json": JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "node_modules/graphql": { version: "17.1.0" },
        "node_modules/pg": { version: "8.23.1" },
      },
    }),
  });
  const { stderr } = await app.bootstrap("-a", "install", app.folder);
  assert.match(stderr, /^graphql 17\.1\.0: not supported; the instrumentation is for >=14 <17$/m);
  assert.equal(
    await app.read("package.json"),
    '{\n\t"dependencies": {\n\t\t"@opentelemetry/instrumentation-pg": "0.77.0",\n' +
      '\t\t"graphql": ">=16",\n\t\t"pg": "^8"\n\t}\n}\n',
  );
});

Deno.test("opentelemetry-bootstrap --json prints what it found", { ignore }, async () => {
  await using app = await createApp({
    "deno.json": '{ "imports": { "graphql": "npm:graphql@17" } }',
  });
  const [finding] = JSON.parse((await app.bootstrap("--json")).stdout);
  assert.deepEqual([finding.library, finding.versions, finding.supported], [
    "graphql",
    ["17"],
    false,
  ]);
});

Deno.test("opentelemetry-bootstrap goes by manifests where the entry does not load", {
  ignore,
}, async () => {
  await using app = await createApp({
    "deno.json": '{ "imports": { "graphql": "npm:graphql@16.15.0" } }',
    "main.ts": 'import "nowhere";',
  });
  const { stdout, stderr } = await app.bootstrap();
  assert.equal(stdout, "@opentelemetry/instrumentation-graphql@0.72.0\n");
  assert.equal(stderr.includes("error:"), false);
});

Deno.test("opentelemetry-bootstrap refuses what it does not know with one line", {
  ignore,
}, async () => {
  await using app = await createApp({});
  for (
    const [args, message] of [
      [["--upgrade"], /^opentelemetry-bootstrap: Cannot read the command line: .*'--upgrade'\n$/],
      [["none.ts"], /^opentelemetry-bootstrap: Cannot find none\.ts: .*\n$/],
      [
        ["."],
        /^opentelemetry-bootstrap: Cannot find a deno\.json or package\.json .* deno init.*\n$/,
      ],
    ] as const
  ) {
    const { code, stdout, stderr } = await app.bootstrap(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
  }
});
