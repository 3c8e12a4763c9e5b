import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";
import { readUntil } from "./testdata/read_until.ts";
import { runBoth } from "./testdata/run_both.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";
const SERVE = "deno serve --no-prompt --host 127.0.0.1 --port 0";

/** The application, with files that start its server. */
async function createServingApp() {
  const app = await createOutsideApp();
  const write = (name: string, text: string) => Deno.writeTextFile(join(app.folder, name), text);
  await write("pid.ts", 'export { default } from "./serve.ts";\nconsole.log("pid", Deno.pid);\n');
  await write("serve.sh", `exec ${SERVE} "$@"\n`);
  await write("npm/package.json", JSON.stringify({ scripts: { serve: "exec sh ../npm.sh" } }));
  await write("npm.sh", `cd .. && exec ${SERVE} pid.ts\n`);
  await write("tasks.json", JSON.stringify({ tasks: { script: "sh ./serve.sh pid.ts" } }));
  return app;
}

const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ["sh", "./serve.sh", "pid.ts"],
  ["npm", "run", "--silent", "--prefix", "npm", "serve"],
  ["deno", "task", "-q", "-c", "tasks.json", "script"],
];

for (const command of COMMANDS) {
  Deno.test(`opentelemetry-instrument reaches deno serve below ${command.join(" ")}`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createServingApp();
    const child = instrumentCommand(command, {
      cwd: app.folder,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
    }).spawn();
    const stdout = readUntil(child.stdout, /pid (\d+)\n/);
    const stderr = readUntil(child.stderr, /Listening on (http:\S+:\d+)/);
    const [, url = ""] = (await stderr.found) ?? [];
    assert.equal(await (await fetch(url)).text(), "answer 1");
    const [, pid] = (await stdout.found) ?? [];
    // Every step but npm's and the task's own has become the next one.
    if (command[0] === "sh") assert.equal(Number(pid), child.pid);
    Deno.kill(Number(pid), "SIGTERM");
    const { code } = await child.status;
    // Deno 2.9 ends `deno serve` in order by itself.
    assert.equal(code, 0, await stderr.all);
    assert.doesNotMatch(await stderr.all, /otel-deno:/);
    await stdout.all;
    assert.deepEqual(receiver.spanNames.toSorted(), ["GET", "answer"]);
    const runs = new Set(receiver.spans.map(({ resource }) => resource["otel_deno.run.id"]));
    assert.equal(runs.size, 1);
  });
}

/** Shell scripts, each of which does the same with us as without, telemetry aside. */
const UNCHANGED: Readonly<Record<string, string>> = {
  "words and exit codes":
    `deno run -A main.ts "a  b" '' 'serve' '*' "it's"; deno run -A main.ts exit`,
  "standard input": "echo typed | deno run -A main.ts stdin",
  "what Deno says of wrong words": "deno serve --no-such-option; deno fmt --no-such-option",
  "a deno that cannot be found": "PATH=/nowhere; deno --version",
  "subcommands that run nothing": "deno -L error eval 'console.log(1)' serve",
  "PATH": `deno eval 'console.log(Deno.env.get("PATH"))'`,
  "what --allow-run=deno means": "deno run --no-prompt -ENRS --allow-run=deno main.ts child",
  "an empty folder on PATH": "PATH=$PATH::/bin deno eval 'console.log(Deno.env.get(\"PATH\"))'",
};

for (const [name, script] of Object.entries(UNCHANGED)) {
  Deno.test(`opentelemetry-instrument leaves ${name} below a shell as without it`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createOutsideApp();
    const command = ["sh", "-c", script];
    const { plain, instrumented } = await runBoth(command, { cwd: app.folder, receiver });
    assert.deepEqual(instrumented, plain);
  });
}

Deno.test("opentelemetry-instrument passes the shims of other installations by", {
  ignore,
}, async () => {
  await using app = await createOutsideApp();
  const { folder: cwd } = app;
  const other = join(cwd, "otel-deno-bin");
  await Deno.mkdir(other);
  const shim = await Deno.readTextFile(new URL("entries/deno_shim.sh", import.meta.url));
  await Deno.writeTextFile(join(other, "deno"), shim, { mode: 0o755 });
  // The script puts it in front, as an `instrument` of that installation would.
  const again = fileURLToPath(new URL("instrument.ts", import.meta.url));
  const script = `PATH="${other}:$PATH" deno run -A main.ts exit; echo $?;` +
    `PATH="${other}:$PATH" deno run -A "${again}" sh -c 'deno run -A main.ts below'`;
  const { code, stdout, stderr } = await instrumentCommand(["sh", "-c", script], {
    cwd,
    env: { OTEL_TRACES_EXPORTER: "none" },
  }).output();
  const text = new TextDecoder();
  assert.equal(text.decode(stdout), "main exit\n7\nmain below\n", text.decode(stderr));
  assert.equal(code, 0);
});

Deno.test("opentelemetry-instrument warns of deno serve inside a task, in one line", {
  ignore,
}, async () => {
  await using app = await createOutsideApp();
  const manifest = join(app.folder, "tasks.json");
  // It ends at once, as there is no such file.
  await Deno.writeTextFile(manifest, JSON.stringify({ tasks: { dev: "deno serve none.ts" } }));
  const command = ["deno", "task", "--config", "tasks.json", "dev"] as const;
  const { code, stderr } = await instrumentCommand(command, { cwd: app.folder }).output();
  const lines = new TextDecoder().decode(stderr).split("\n");
  assert.equal(
    lines[0],
    "otel-deno: warning: Cannot instrument deno serve in deno task dev, which starts it by itself: " +
      "run opentelemetry-instrument deno serve … instead, or start it from a script",
  );
  assert.equal(lines.filter((line) => line.startsWith("otel-deno:")).length, 1);
  const plain = await new Deno.Command(Deno.execPath(), {
    args: command.slice(1),
    cwd: app.folder,
    env: { PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH") ?? ""}` },
  }).output();
  assert.equal(code, plain.code);
});
