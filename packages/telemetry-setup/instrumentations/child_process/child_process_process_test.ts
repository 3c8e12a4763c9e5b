import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { runApp } from "../testdata/run_app.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

const ROOT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03";

/** Ways to start a process that prints three of its variables; each is called with its program. */
const WAYS = {
  "Command.output": `text((await new Deno.Command("sh", { args }).output()).stdout)`,
  "Command.outputSync": `text(new Deno.Command("sh", { args }).outputSync().stdout)`,
  "Command.spawn": `text((await new Deno.Command("sh", { args, stdout: "piped" }).spawn()
    .output()).stdout)`,
  "a command that is made outside": `text((await made.output()).stdout)`,
  "Command with variables": `text((await new Deno.Command("sh", { args, env: { MORE: "1" } })
    .output()).stdout)`,
  "Deno.spawn": `text((await Deno.spawn("sh", args, { stdout: "piped" }).output()).stdout)`,
  "Deno.spawnAndWait": `text((await Deno.spawnAndWait("sh", { args })).stdout)`,
  "Deno.spawnAndWaitSync": `text(Deno.spawnAndWaitSync("sh", args).stdout)`,
  spawn: `await collect(childProcess.spawn("sh", args))`,
  "spawn with variables": `await collect(childProcess.spawn("sh", args, {
    env: { ...process.env, MORE: "1" },
  }))`,
  execFile: `(await promisify(childProcess.execFile)("sh", args)).stdout`,
  exec: `(await promisify(childProcess.exec)(script)).stdout`,
  execSync: `text(childProcess.execSync(script))`,
  execFileSync: `text(childProcess.execFileSync("sh", args))`,
  spawnSync: `text(childProcess.spawnSync("sh", args).stdout)`,
  "spawnSync with options": `childProcess.spawnSync("sh", args, { encoding: "utf8" }).stdout`,
  "required spawnSync": `text(require("child_process").spawnSync("sh", args).stdout)`,
};

/** Ways that get no context of ours: the application asks for something else. */
const LEFT_ALONE = {
  clearEnv: `text((await new Deno.Command("/bin/sh", { args, clearEnv: true }).output()).stdout)`,
  "Command with its own": `text((await new Deno.Command("sh", {
    args,
    env: { TRACEPARENT: "own", TRACESTATE: "", BAGGAGE: "" },
  }).output()).stdout)`,
  "spawnSync with its own": `text(childProcess.spawnSync("sh", args, {
    env: { TRACEPARENT: "own" },
  }).stdout)`,
};

function appOf(ways: Readonly<Record<string, string>>): string {
  return `
    import * as childProcess from "node:child_process";
    import { createRequire } from "node:module";
    import process from "node:process";
    import { promisify } from "node:util";
    import { propagation, context, trace } from "@opentelemetry/api";
    const require = createRequire(import.meta.url);
    const script = 'printf "%s|%s|%s" "$TRACEPARENT" "$TRACESTATE" "$BAGGAGE"';
    const args = ["-c", script];
    const made = new Deno.Command("sh", { args });
    const text = (bytes) => new TextDecoder().decode(bytes);
    async function collect(child) {
      let output = "";
      for await (const part of child.stdout) output += part;
      return output;
    }
    const ways = { ${
    Object.entries(ways)
      .map(([name, code]) => `${JSON.stringify(name)}: async () => ${code}`).join(",\n")
  } };
    const tracer = trace.getTracer("app");
    const told = { none: await ways[Object.keys(ways)[0]]() };
    const baggage = propagation.createBaggage({ user: { value: "ann" } });
    for (const [name, way] of Object.entries(ways)) {
      await context.with(propagation.setBaggage(context.active(), baggage), () =>
        tracer.startActiveSpan(name, async (span) => {
          const found = await way();
          const { spanId } = span.spanContext();
          told[name] = found.replace(spanId, "SPAN");
          span.end();
        }));
    }
    process.stderr.write("TOLD " + JSON.stringify(told) + "\\n");
  `;
}

async function run(
  ways: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { code, stderr } = await runApp({
    files: { "main.ts": appOf(ways) },
    flags: ["--allow-all"],
    env: { TRACEPARENT: "", TRACESTATE: "", BAGGAGE: "", ...env },
  });
  assert.equal(code, 0, stderr);
  const [, told] = /^TOLD (.*)$/m.exec(stderr) ?? [];
  assert.ok(told !== undefined, stderr);
  return JSON.parse(told);
}

const sameFor = (names: object, value: string) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, value]));

Deno.test("child-process hands the active context on, however a process starts", {
  ignore,
}, async () => {
  const env = { TRACEPARENT: ROOT, TRACESTATE: "a=1" };
  assert.deepEqual(await run(WAYS, env), {
    none: `${ROOT}|a=1|`,
    ...sameFor(WAYS, `${ROOT.replace("b7ad6b7169203331", "SPAN")}|a=1|user=ann`),
  });
});

Deno.test("child-process takes away the state of a trace that is not the active one", {
  ignore,
}, async () => {
  const ways = { "another trace": WAYS["Command.output"], "another, Node": WAYS.spawnSync };
  const told = await run(
    Object.fromEntries(
      Object.entries(ways).map(([name, code]) => [
        name,
        `await context.with(trace.setSpanContext(context.active(), {
          traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1,
        }), async () => ${code})`,
      ]),
    ),
    { TRACEPARENT: ROOT, TRACESTATE: "a=1" },
  );
  const other = `00-${"1".repeat(32)}-${"2".repeat(16)}-01||user=ann`;
  assert.deepEqual(told, { none: other.replace("user=ann", ""), ...sameFor(ways, other) });
});

Deno.test("child-process leaves alone what has context of its own, or asks for nothing else", {
  ignore,
}, async () => {
  assert.deepEqual(await run(LEFT_ALONE, { TRACEPARENT: ROOT }), {
    none: "||",
    clearEnv: "||",
    "Command with its own": "own||",
    "spawnSync with its own": "own||",
  });
});

Deno.test("child-process can be switched off", { ignore }, async () => {
  const ways = { output: WAYS["Command.output"], spawn: WAYS.spawn, spawnSync: WAYS.spawnSync };
  assert.deepEqual(
    await run(ways, { TRACEPARENT: ROOT, OTEL_DENO_DISABLED_INSTRUMENTATIONS: "child-process" }),
    { none: `${ROOT}||`, ...sameFor(ways, `${ROOT}||`) },
  );
});
