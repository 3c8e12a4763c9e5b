import assert from "node:assert/strict";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";
import { readUntil } from "./testdata/read_until.ts";
import { runBoth } from "./testdata/run_both.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface LaunchStyle {
  readonly name: string;
  readonly command: readonly string[];
  /** Exactly, or a part of it. */
  readonly stdout: string | RegExp;
  readonly code: number;
  readonly spans: readonly string[];
}

/** Each ends by itself. */
const STYLES: readonly LaunchStyle[] = [
  {
    name: "deno run",
    command: ["deno", "run", "--no-prompt", "main.ts", "a", "--b"],
    stdout: "main a --b\n",
    code: 0,
    spans: ["main a --b"],
  },
  {
    name: "deno run --allow-all",
    command: ["deno", "run", "-A", "main.ts", "exit"],
    stdout: "main exit\n",
    code: 7,
    spans: ["main exit"],
  },
  { name: "deno FILE", command: ["deno", "main.ts"], stdout: "main \n", code: 0, spans: ["main "] },
  {
    name: "a .ts path",
    command: ["./main.ts", "exit"],
    stdout: "main exit\n",
    code: 7,
    spans: ["main exit"],
  },
  {
    name: "deno test",
    command: ["deno", "test", "some_test.ts"],
    stdout: /1 passed \| 0 failed/,
    code: 0,
    spans: ["in a test"],
  },
  {
    name: "deno test with a failure",
    command: ["deno", "test", "failing_test.ts"],
    stdout: /0 passed \| 1 failed/,
    code: 1,
    spans: ["in a failing test"],
  },
  {
    name: "deno task",
    command: ["deno", "task", "start"],
    stdout: "main from task\n",
    code: 0,
    spans: ["main from task"],
  },
  {
    name: "a shell script",
    command: ["sh", "./start.sh"],
    stdout: "main from script\n",
    code: 5,
    spans: ["main from script"],
  },
  {
    name: "a child Deno",
    command: ["deno", "run", "-A", "main.ts", "child"],
    stdout: "main child\nchild 7\n",
    code: 0,
    spans: ["main child", "main exit"],
  },
  {
    name: "a child Deno of node:child_process",
    command: ["deno", "run", "-A", "main.ts", "node-child"],
    stdout: "main node-child\nmain grandchild\n",
    code: 0,
    spans: ["main node-child", "main grandchild"],
  },
  {
    name: "a task within a task",
    command: ["deno", "task", "outer"],
    stdout: "main from task\n",
    code: 0,
    spans: ["main from task"],
  },
  {
    name: "a shell script within a task",
    command: ["deno", "task", "script"],
    stdout: "main from script\n",
    code: 5,
    spans: ["main from script"],
  },
  {
    name: "a script of package.json",
    command: ["deno", "task", "--cwd", "npm", "start"],
    stdout: "main from npm\n",
    code: 0,
    spans: ["main from npm"],
  },
];

for (const { name, command, stdout, code, spans } of STYLES) {
  Deno.test(`opentelemetry-instrument reaches ${name}, and changes nothing`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createOutsideApp();
    const { plain, instrumented } = await runBoth(command, { cwd: app.folder, receiver });
    const { stderr } = instrumented;
    if (typeof stdout === "string") assert.equal(instrumented.stdout, stdout, stderr);
    else assert.match(instrumented.stdout, stdout, stderr);
    assert.equal(instrumented.code, code, stderr);
    assert.deepEqual(instrumented, plain);
    assert.deepEqual(receiver.spanNames.toSorted(), spans.toSorted(), stderr);
    const runs = new Set(receiver.spans.map(({ resource }) => resource["otel_deno.run.id"]));
    assert.equal(runs.size, 1);
  });
}

Deno.test("opentelemetry-instrument reaches deno serve", { ignore }, async () => {
  await using receiver = await startSpanCounter();
  await using served = await serveInstrumented(receiver.endpoint);
  served.child.kill("SIGTERM");
  const { code } = await served.child.status;
  // Deno 2.9 ends `deno serve` in order by itself.
  assert.equal(code, 0);
  assert.equal(await served.stdout, "");
  assert.deepEqual(receiver.spanNames.toSorted(), ["GET", "answer"], await served.stderr.all);
  assert.doesNotMatch(await served.stderr.all, /^otel-deno:/m);
});

Deno.test("opentelemetry-instrument reaches deno serve --parallel", { ignore }, async () => {
  await using receiver = await startSpanCounter();
  await using served = await serveInstrumented(receiver.endpoint, ["--parallel"]);
  // Not at its end: Deno 2.9 itself, without us too, mostly hangs when such a server gets SIGTERM.
  await receiver.whenReceived(2);
  served.child.kill("SIGKILL");
  await served.child.status;
  assert.equal(await served.stdout, "");
  assert.deepEqual(receiver.spanNames.toSorted(), ["GET", "answer"], await served.stderr.all);
  assert.doesNotMatch(await served.stderr.all, /^otel-deno:/m);
});

/** A server of an application outside the workspace that has answered one request. */
async function serveInstrumented(endpoint: string, flags: readonly string[] = []) {
  const app = await createOutsideApp();
  const command = ["deno", "serve", "--no-prompt", ...flags, "--host=127.0.0.1", "--port=0"];
  const child = instrumentCommand([...command, "serve.ts"], {
    cwd: app.folder,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, DENO_JOBS: "2", OTEL_BSP_SCHEDULE_DELAY: "100" },
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const stderr = readUntil(child.stderr, /Listening on (http:\S+:\d+)/);
  const [, url = ""] = (await stderr.found) ?? [];
  assert.match(await (await fetch(url)).text(), /^answer \d+$/);
  return { child, stdout, stderr, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

Deno.test("opentelemetry-instrument leaves standard input to the application", {
  ignore,
}, async () => {
  await using app = await createOutsideApp();
  const child = instrumentCommand(["--traces_exporter=none", "deno", "run", "main.ts", "stdin"], {
    cwd: app.folder,
    stdin: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("typed"));
  await writer.close();
  const { code, stdout } = await child.output();
  assert.deepEqual([code, text(stdout)], [0, "main stdin\ntyped\n"]);
});

Deno.test("opentelemetry-instrument leaves the application's lock file as it is", {
  ignore,
}, async () => {
  await using app = await createOutsideApp();
  const lockOf = async (command: Deno.Command) => {
    assert.equal((await command.output()).code, 0);
    return await Deno.readTextFile(`${app.folder}/deno.lock`);
  };
  const plain = await lockOf(
    new Deno.Command(Deno.execPath(), {
      args: ["run", "main.ts"],
      cwd: app.folder,
      stdout: "null",
      stderr: "null",
    }),
  );
  const command = ["--traces_exporter=none", "deno", "run", "--frozen", "main.ts"];
  assert.equal(await lockOf(instrumentCommand(command, { cwd: app.folder })), plain);
});

Deno.test("opentelemetry-instrument does not disturb Node further down", { ignore }, async () => {
  await using app = await createOutsideApp();
  const { code, stdout, stderr } = await instrumentCommand(["node", "script.js"], {
    cwd: app.folder,
  }).output();
  // Where there is no Node, that is said.
  if (code === 127) assert.match(text(stderr), /Cannot run node: command not found/);
  else assert.deepEqual([code, text(stdout)], [0, "node runs as ever\n"], text(stderr));
});

const REFUSED: readonly (readonly [readonly string[], number, string])[] = [
  [["no-such-command"], 127, "Cannot run no-such-command: command not found"],
  [["./deno.json"], 126, "Cannot run ./deno.json: not executable"],
  [
    ["deno", "fmt"],
    2,
    "Cannot instrument deno fmt: it runs no application; deno run, serve, test and task can be instrumented",
  ],
  [
    ["deno"],
    2,
    "Cannot instrument deno repl: it runs no application; deno run, serve, test and task can be instrumented",
  ],
  [
    ["--traces_exporter", "zap", "main.ts"],
    2,
    'Cannot use --traces_exporter="zap": expected a list of otlp, zipkin, console, otlp/stdout or none',
  ],
  [[], 2, "Cannot run: no COMMAND is given; see --help"],
];

for (const [words, expected, line] of REFUSED) {
  Deno.test(`opentelemetry-instrument refuses "${words.join(" ")}" in one line`, {
    ignore,
  }, async () => {
    await using app = await createOutsideApp();
    const { code, stdout, stderr } = await instrumentCommand(words, { cwd: app.folder }).output();
    assert.deepEqual([code, text(stdout), text(stderr)], [
      expected,
      "",
      `opentelemetry-instrument: ${line}\n`,
    ]);
  });
}

Deno.test("opentelemetry-instrument --dry-run runs nothing and shows no secrets", {
  ignore,
}, async () => {
  await using app = await createOutsideApp();
  const { code, stdout } = await instrumentCommand(
    ["--dry-run", "--exporter_otlp_headers=api-key=hidden", "deno", "run", "-A", "main.ts"],
    { cwd: app.folder, env: { OTEL_DENO: "true" } },
  ).output();
  assert.equal(code, 0);
  assert.match(
    text(stdout),
    /^env -u OTEL_DENO OTEL_EXPORTER_OTLP_HEADERS='\*\*\*' .* main\.ts\n$/,
  );
  assert.doesNotMatch(text(stdout), /hidden/);
});
