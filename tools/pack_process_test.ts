import assert from "node:assert/strict";
import { join } from "node:path";
import { parseJsonSequence } from "./parse_json_sequence.ts";
import type { InstalledApp } from "./testdata/installed_app.ts";

const denied = ["read", "write", "run", "env", "net"].some((name) =>
  Deno.permissions.querySync({ name: name as "run" }).state !== "granted"
);
const ignore = denied || Deno.build.os === "windows";

let app: InstalledApp;
if (!ignore) {
  Deno.test.beforeAll(async () => {
    // The compiler reads the environment when it is loaded.
    const { createInstalledApp } = await import("./testdata/installed_app.ts");
    app = await createInstalledApp();
  });
  Deno.test.afterAll(async () => await app?.[Symbol.asyncDispose]());
}

interface Printed {
  readonly name?: string;
  readonly body?: string;
  readonly context?: { readonly trace_id: string; readonly span_id: string };
  readonly parent_id?: string | null;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly trace_id?: string;
  readonly span_id?: string;
  readonly resource_metrics?: readonly {
    readonly scope_metrics: readonly { readonly metrics: readonly { readonly name: string }[] }[];
  }[];
}

const SEED = [
  ...["--traces_exporter", "console", "--metrics_exporter", "console"],
  ...["--logs_exporter", "console", "--service_name", "dice-server"],
  ...["deno", "run", "--allow-net", "app.ts"],
] as const;

/** Starts the app behind a command, and waits until it listens. */
async function serve(program: string, args: readonly string[]) {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: app.folder,
    env: app.env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const [watched, rest] = child.stderr.tee();
  const stderr = new Response(rest).text();
  let seen = "";
  for await (const part of watched.pipeThrough(new TextDecoderStream())) {
    seen += part;
    if (/port \d+\n/.test(seen)) break;
  }
  const port = /port (\d+)\n/.exec(seen)?.[1];
  assert.ok(port !== undefined, `The app does not listen: ${seen}`);
  return { child, stdout, stderr, url: `http://127.0.0.1:${port}` };
}

async function get(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

Deno.test("the seed's line works where only tarballs are installed", { ignore }, async () => {
  const { child, stdout, stderr, url } = await serve("npx", ["opentelemetry-instrument", ...SEED]);
  assert.equal(await get(`${url}/rolldice/alice`), "4");
  await get(`${url}/stop`);
  assert.equal((await child.status).code, 0, await stderr);

  const printed = parseJsonSequence(await stdout) as readonly Printed[];
  const server = printed.find(({ name }) => name === "GET /rolldice/:player");
  const roll = printed.find(({ name }) => name === "roll");
  assert.equal(server?.attributes?.["http.route"], "/rolldice/:player");
  assert.equal(roll?.parent_id, server.context?.span_id);
  assert.equal(roll?.context?.trace_id, server.context?.trace_id);
  const log = printed.find(({ body }) => body === "alice is rolling the dice");
  assert.equal(log?.trace_id, roll?.context?.trace_id);
  assert.equal(log?.span_id, roll?.context?.span_id);
  const metrics = printed.flatMap(({ resource_metrics = [] }) => resource_metrics)
    .flatMap(({ scope_metrics }) => scope_metrics).flatMap(({ metrics }) => metrics);
  const names = new Set(metrics.map(({ name }) => name));
  assert.ok(
    names.has("dice.rolls") && names.has("http.server.request.duration"),
    [...names].join(),
  );
});

Deno.test(
  "an installed command hands signals on and ends as its app does",
  { ignore },
  async () => {
    const path = join(app.folder, "node_modules/.bin/opentelemetry-instrument");
    const { child, stdout, stderr, url } = await serve(path, SEED);
    await get(`${url}/rolldice/bob`);
    child.kill("SIGTERM");
    assert.equal((await child.status).code, 143);
    assert.match(await stdout, /"dice\.rolls"/);
    await stderr;
  },
);

Deno.test("an installed instrument reaches deno serve below a shell", { ignore }, async () => {
  await Deno.writeTextFile(
    join(app.folder, "served.ts"),
    'import { trace } from "@opentelemetry/api";\n' +
      'trace.getTracer("t").startSpan("served").end();\nsetTimeout(() => Deno.exit(3));\n' +
      "export default { fetch: () => new Response() };\n",
  );
  const to = ["--traces_exporter=console", "--metrics_exporter=none", "--logs_exporter=none"];
  const command = ["sh", "-c", "deno serve --host 127.0.0.1 --port 0 served.ts"];
  const { code, stdout, stderr } = await app.run(
    "npx",
    "opentelemetry-instrument",
    ...to,
    ...command,
  );
  assert.equal(code, 3, stderr);
  assert.match(stdout, /"name": "served"/, stderr);
});

Deno.test("a tarball passes on the terms of each package whose code is in its bundles", {
  ignore,
}, async () => {
  const installed = join(app.folder, "node_modules/@otel-deno/telemetry-setup");
  const notices = await Deno.readTextFile(join(installed, "THIRD_PARTY_NOTICES"));
  const ids = [...notices.matchAll(/^(@?[\w./-]+)@\d+\.\d+\.\d+$/gm)].map(([, name]) => name);
  for (const name of ["@opentelemetry/api", "@opentelemetry/sdk-trace", "yaml", "semver"]) {
    assert.ok(ids.includes(name), `${name} is missing: ${ids}`);
  }
  // What is for tests and tools only is in no bundle, nor is our own code somebody else's.
  assert.ok(ids.every((name) => !/^(@otel-deno\/|typescript|hono|publint|@grpc\/)/.test(name!)));
  for (const terms of ["Apache License", "ISC License", "Eemeli Aro", "MIT License"]) {
    assert.ok(notices.includes(terms), terms);
  }
});

Deno.test("an installed command writes nothing into node_modules", { ignore }, async () => {
  const list = async () => (await app.run("ls", "-lR", "node_modules/@otel-deno")).stdout;
  const before = await list();
  assert.match(before, /register_sync\.cjs/);
  const exits = ["sh", "-c", "exit 3"] as const;
  assert.equal((await app.run("npx", "opentelemetry-instrument", ...exits)).code, 3);
  const refused = ["deno", "eval", "0"] as const;
  assert.equal((await app.run("npx", "opentelemetry-instrument", ...refused)).code, 2);
  assert.equal(await list(), before);
});

Deno.test("an installed command says in one line that there is no deno", { ignore }, async () => {
  const { stdout: node } = await app.run("node", "-p", "process.execPath");
  const bin = join(app.folder, "node_modules/.bin/opentelemetry-explain");
  const run = () => app.run("env", "PATH=/nowhere", node.trim(), bin, "--help");
  const { code, stdout, stderr } = await run();
  assert.equal(code, 127);
  assert.equal(stdout, "");
  assert.match(stderr, /^opentelemetry-explain: Cannot run: there is no deno; [^\n]*\n$/);

  // Where the npm package is installed, its own launcher is found.
  const folder = join(app.folder, "node_modules/deno");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(
    join(folder, "bin.cjs"),
    `const { status } = require("node:child_process").spawnSync(${
      JSON.stringify(Deno.execPath())
    }, process.argv.slice(2), { stdio: "inherit" });\nprocess.exit(status);\n`,
  );
  const found = await run();
  await Deno.remove(folder, { recursive: true });
  assert.equal(found.code, 0, found.stderr);
  assert.match(found.stdout, /^Usage: opentelemetry-explain/);
});

Deno.test("every command is installed and knows --help", { ignore }, async () => {
  const manifest = await Deno.readTextFile(
    join(app.folder, "node_modules/@otel-deno/telemetry-setup/package.json"),
  );
  const commands = Object.keys(JSON.parse(manifest).bin);
  assert.ok(commands.includes("opentelemetry-instrument") && commands.length >= 3);
  for (const command of commands) {
    const { code, stdout, stderr } = await app.run("npx", command, "--help");
    assert.equal(code, 0, stderr);
    assert.ok(stdout.startsWith(`Usage: ${command}`), stdout);
  }
});

Deno.test("an installed instrument reads configuration files", { ignore }, async () => {
  await Deno.writeTextFile(
    join(app.folder, "telemetry.yaml"),
    'file_format: "1.0"\n' +
      "tracer_provider:\n  processors: [{ simple: { exporter: { console: } } }]\n",
  );
  await Deno.writeTextFile(
    join(app.folder, "one_span.ts"),
    'import { trace } from "@opentelemetry/api";\ntrace.getTracer("t").startSpan("one").end();\n',
  );
  const file = "OTEL_CONFIG_FILE=telemetry.yaml";
  const deno = [
    "deno",
    "run",
    "--allow-read=telemetry.yaml",
    "--allow-env",
    "one_span.ts",
  ] as const;
  const { stdout, stderr } = await app.run("env", file, "npx", "opentelemetry-instrument", ...deno);
  assert.match(
    stderr.replaceAll(/^npm .*\n/gm, ""),
    /^otel-deno \S+: .* → traces console, metrics, logs none; sampler parentbased_always_on\n$/,
  );
  assert.match(stdout, /"name": "one"/);
});

Deno.test("an installed instrument sends from a thread of its own", { ignore }, async () => {
  const paths: string[] = [];
  await using receiver = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      paths.push(new URL(request.url).pathname);
      return new Response(null, { headers: { "content-type": "application/x-protobuf" } });
    },
  );
  const endpoint = `http://127.0.0.1:${receiver.addr.port}`;
  await Deno.writeTextFile(
    join(app.folder, "exits.ts"),
    'import { trace } from "@opentelemetry/api";\n' +
      'trace.getTracer("t").startSpan("last").end();\nDeno.exit(4);\n',
  );
  const args = ["--exporter_otlp_endpoint", endpoint, "deno", "run", "exits.ts"] as const;
  const { code, stderr } = await app.run("npx", "opentelemetry-instrument", ...args);
  assert.equal(code, 4);
  assert.doesNotMatch(stderr, /otel-deno: (warning|error)/);
  assert.ok(paths.includes("/v1/traces"), paths.join());
});

Deno.test("installed modules can be imported, and their types hold", { ignore }, async () => {
  await Deno.writeTextFile(join(app.folder, "deno.json"), '{ "nodeModulesDir": "manual" }\n');
  await Deno.writeTextFile(
    join(app.folder, "by_import.ts"),
    'import "npm:@otel-deno/telemetry-setup/register";\n' +
      'import { trace } from "@opentelemetry/api";\ntrace.getTracer("t").startSpan("imported").end();\n',
  );
  const console = ["OTEL_TRACES_EXPORTER=console", "OTEL_METRICS_EXPORTER=none"] as const;
  const run = ["env", ...console, "OTEL_LOGS_EXPORTER=none", "deno", "run", "-A"] as const;
  const inCode = await app.run(...run, "in_code.ts");
  assert.match(inCode.stdout, /"http\.route": "\/hello\/:name"/, inCode.stderr);
  const byImport = await app.run(...run, "by_import.ts");
  assert.match(byImport.stdout, /"name": "imported"/, byImport.stderr);

  const denoCheck = await app.run("deno", "check", "in_code.ts", "by_import.ts");
  assert.equal(denoCheck.code, 0, denoCheck.stderr);
  const tsc = ["--noEmit", "--strict", "--target", "esnext", "--module", "nodenext"] as const;
  const lib = ["--lib", "esnext,dom"] as const;
  const { code, stdout } = await app.run("npx", "tsc", ...tsc, ...lib, "in_code.ts");
  assert.equal(code, 0, stdout);
});
