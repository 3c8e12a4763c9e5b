import assert from "node:assert/strict";
import { type LaunchFacts, planLaunch } from "./plan_launch.ts";

const FACTS: LaunchFacts = {
  deno: "/bin/deno",
  cwd: "/app",
  exists: () => false,
  entries: "/otel/dist/entries",
  needs: () => ({
    env: [],
    net: ["localhost:4318"],
    read: ["ca.pem"],
    readWhereThere: ["/etc/machine-id"],
    write: ["/var/spans"],
  }),
  variables: { OTEL_SERVICE_NAME: "dice" },
  runId: "run",
  readText: () => undefined,
  augment: false,
};
const REQUIRE = "--require /otel/dist/entries/register_sync.cjs";

Deno.test("planLaunch() preloads telemetry before deno run and keeps its words", () => {
  assert.deepEqual(planLaunch(["deno", "run", "-A", "main.ts", "--x"], FACTS), {
    program: "deno",
    args: ["run", "--preload=/otel/dist/entries/register.js", "-A", "main.ts", "--x"],
    env: {
      OTEL_SERVICE_NAME: "dice",
      OTEL_DENO: undefined,
      OTEL_DENO_RUN_ID: "run",
      NODE_OPTIONS: REQUIRE,
    },
  });
});

Deno.test("planLaunch() names the folder that keeps what cannot be sent, where there is one", () => {
  const { env } = planLaunch(["sh"], { ...FACTS, spoolDir: "/state/otel-deno/spool" });
  assert.equal(env.OTEL_DENO_DEFAULT_SPOOL_DIR, "/state/otel-deno/spool");
  assert.equal("OTEL_DENO_DEFAULT_SPOOL_DIR" in planLaunch(["sh"], FACTS).env, false);
});

Deno.test("planLaunch() leaves Deno's own telemetry on when it is to be augmented", () => {
  assert.equal("OTEL_DENO" in planLaunch(["sh"], { ...FACTS, augment: true }).env, false);
});

Deno.test("planLaunch() adds to NODE_OPTIONS, once, and quotes blanks", () => {
  const options = (nodeOptions: string, entries = FACTS.entries) =>
    planLaunch(["sh"], { ...FACTS, nodeOptions, entries }).env.NODE_OPTIONS;
  assert.equal(options("--inspect"), `--inspect ${REQUIRE}`);
  assert.equal(options(REQUIRE), REQUIRE);
  assert.equal(options("", "/a b"), '--require "/a b/register_sync.cjs"');
});

Deno.test("planLaunch() leaves other commands as they are", () => {
  const { program, args } = planLaunch(["sh", "-c", "deno run x"], FACTS);
  assert.deepEqual([program, args], ["sh", ["-c", "deno run x"]]);
});

Deno.test("planLaunch() takes the place of the application under deno serve", () => {
  const { args } = planLaunch(["deno", "serve", "--port", "1", "a b.ts", "x"], FACTS);
  assert.deepEqual(args.slice(-4, -2), ["--port", "1"]);
  assert.equal(args.at(-1), "x");
  const source = decodeURIComponent(args.at(-2)!.replace("data:text/javascript,", ""));
  assert.equal(
    source,
    'import "file:///otel/dist/entries/serve_entry.js?app=file%3A%2F%2F%2Fapp%2Fa%2520b.ts";' +
      'const app = await import("file:///app/a%20b.ts");export default app.default;',
  );
});

Deno.test("planLaunch() permits the manifests that may name the service", () => {
  const facts = { ...FACTS, exists: (path: string) => path.endsWith("package.json") };
  const { args } = planLaunch(["./src/main.ts"], facts);
  assert.ok(args.includes(
    "--allow-read=/otel/dist,ca.pem,/app/src/package.json,/app/package.json,/package.json",
  ));
});

Deno.test("planLaunch() permits files of the machine, when they are there", () => {
  const facts = { ...FACTS, exists: (path: string) => path === "/etc/machine-id" };
  const { args } = planLaunch(["./src/main.ts"], facts);
  assert.ok(args.includes("--allow-read=/otel/dist,ca.pem,/etc/machine-id"));
});

Deno.test("planLaunch() permits what telemetry needs beside the application's own flags", () => {
  const command = ["deno", "run", "--allow-net=:80", "--deny-env=HOME", "--no-prompt", "main.ts"];
  assert.deepEqual(planLaunch(command, FACTS).args, [
    "run",
    "--preload=/otel/dist/entries/register.js",
    "--allow-env=OTEL_*",
    "--allow-net=localhost:4318",
    "--allow-read=/otel/dist,ca.pem",
    "--allow-write=/var/spans",
    "--allow-sys=hostname,osRelease",
    ...command.slice(2),
  ]);
});

Deno.test("planLaunch() names the application's configuration to deno serve where it is elsewhere", () => {
  const exists = (path: string) => ["/app/deno.json", "/other/deno.jsonc"].includes(path);
  const config = (app: string, ...flags: string[]) =>
    planLaunch(["deno", "serve", ...flags, app], { ...FACTS, exists }).args
      .filter((word) => word.startsWith("--config"));
  assert.deepEqual(config("src/app.ts"), []);
  assert.deepEqual(config("../other/app.ts"), ["--config=/other/deno.jsonc"]);
  assert.deepEqual(config("../other/app.ts", "--config=x"), ["--config=x"]);
});

Deno.test("planLaunch() tells telemetry that the application is watched", () => {
  const words = (...command: string[]) => planLaunch(["deno", ...command], FACTS).args;
  assert.ok(
    words("run", "--watch=other", "main.ts").includes(
      "--preload=file:///otel/dist/entries/register.js?watch",
    ),
  );
  assert.match(decodeURIComponent(words("serve", "--watch", "app.ts").at(-1)!), /[?&]watch=/);
});

Deno.test("planLaunch() puts its deno on PATH of programs that are no applications", () => {
  const shim = "/otel/dist/entries/otel-deno-bin";
  const exists = (path: string) => [`${shim}/deno`, "/bin/deno"].includes(path);
  const tasks = { run: "deno run app.ts", listed: "deno run --allow-run=deno app.ts" };
  const readText = () => JSON.stringify({ tasks });
  const pathOf = (...command: string[]) =>
    planLaunch(command, { ...FACTS, exists, readText, path: "/usr/bin:/bin" }).env.PATH;
  assert.equal(pathOf("sh", "start.sh"), `${shim}:/usr/bin:/bin`);
  assert.equal(pathOf("deno", "task", "run"), `${shim}:/usr/bin:/bin`);
  assert.equal(pathOf("deno", "task", "listed"), undefined);
  assert.equal(pathOf("deno", "run", "main.ts"), undefined);
  assert.equal(planLaunch(["sh"], { ...FACTS, exists }).env.PATH, undefined);
});

Deno.test("planLaunch() warns of a task that starts deno serve itself", () => {
  const manifest = JSON.stringify({ tasks: { dev: "deno serve app.ts", run: "deno run app.ts" } });
  const facts = {
    ...FACTS,
    readText: (path: string) => path === "/app/deno.json" ? manifest : undefined,
  };
  assert.equal(
    planLaunch(["deno", "task", "dev"], facts).warning,
    "Cannot instrument deno serve in deno task dev, which starts it by itself: " +
      "run opentelemetry-instrument deno serve … instead, or start it from a script",
  );
  assert.equal(planLaunch(["deno", "task", "run"], facts).warning, undefined);
});
