import assert from "node:assert/strict";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { describeInstrumentCommand, instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";
import { readUntil } from "./testdata/read_until.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

for (const [signal, code] of [["SIGTERM", 0], ["SIGINT", 7], ["SIGTERM", 143]] as const) {
  Deno.test(`opentelemetry-instrument keeps the code ${code} of a handler of ${signal}`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createOutsideApp();
    const child = instrumentCommand(
      ["deno", "run", "-A", "main.ts", "handle", JSON.stringify({ signal, code })],
      { cwd: app.folder, env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint } },
    ).spawn();
    const stderr = new Response(child.stderr).text();
    const stdout = readUntil(child.stdout, /pid \d+/);
    await stdout.found;
    child.kill(signal);
    const status = await child.status;
    assert.deepEqual([status.code, status.signal], [code, null], await stderr);
    assert.match(await stdout.all, new RegExp(`\nhandled ${signal}\n$`));
    assert.equal(receiver.spanNames.filter((name) => name === "handled").length, 1);
  });
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`opentelemetry-instrument leaves ${signal} to a child it could not become`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createOutsideApp();
    const child = instrumentCommand(["deno", "run", "-A", "main.ts", "wait"], {
      cwd: app.folder,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
      // Without it there is no exec.
      denied: ["--deny-ffi"],
    }).spawn();
    const stderr = new Response(child.stderr).text();
    const stdout = readUntil(child.stdout, /pid (\d+)/);
    const [, pid] = (await stdout.found) ?? [];
    assert.notEqual(Number(pid), child.pid);
    child.kill(signal);
    const status = await child.status;
    assert.equal(status.signal, signal, await stderr);
    assert.equal(await stderr, "");
    await stdout.all;
    assert.deepEqual(receiver.spanNames, ["main wait"]);
  });
}

Deno.test("opentelemetry-instrument keeps the exit code of a child it could not become", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  await using app = await createOutsideApp();
  const { code } = await instrumentCommand(["deno", "run", "-A", "main.ts", "exit"], {
    cwd: app.folder,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
    denied: ["--deny-ffi"],
  }).output();
  assert.equal(code, 7);
  assert.deepEqual(receiver.spanNames, ["main exit"]);
});

Deno.test("opentelemetry-instrument reaches every generation under --watch", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  await using app = await createOutsideApp();
  const file = `${app.folder}/watched.ts`;
  const write = (generation: number) =>
    Deno.writeTextFile(
      file,
      `import { span } from "#span"; span("generation ${generation}");` +
        `console.log("generation ${generation}"); setInterval(() => {}, 1000);`,
    );
  await write(1);
  const child = instrumentCommand(["deno", "run", "-A", "--watch", "watched.ts"], {
    cwd: app.folder,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_BSP_SCHEDULE_DELAY: "50" },
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const stdout = readUntil(child.stdout, /generation 2\n/);
  try {
    await until(() => receiver.spanNames.includes("generation 1"));
    await write(2);
    await stdout.found;
    await until(() => receiver.spanNames.includes("generation 2"));
  } finally {
    // A real signal still ends it.
    child.kill("SIGTERM");
  }
  assert.equal((await child.status).signal, "SIGTERM");
  assert.equal(await stdout.all, "generation 1\ngeneration 2\n", await stderr);
  assert.deepEqual(receiver.spanNames, ["generation 1", "generation 2"]);
  const told = (name: string) => new Set(receiver.spans.map(({ resource }) => resource[name]));
  assert.equal(told("service.instance.id").size, 2);
  assert.equal(told("otel_deno.run.id").size, 1);
});

Deno.test("opentelemetry-instrument leaves the terminal to the application", {
  ignore: ignore || Deno.build.os !== "linux",
}, async () => {
  await using app = await createOutsideApp();
  const { args, env } = describeInstrumentCommand(
    ["deno", "run", "-A", "main.ts", "terminal"],
    { env: { OTEL_TRACES_EXPORTER: "none", NO_COLOR: "" } },
  );
  const inTerminal = async (words: readonly string[], env: Readonly<Record<string, string>>) => {
    const line = words.map((word) => `'${word}'`).join(" ");
    const { stdout } = await new Deno.Command("script", {
      args: ["--quiet", "--return", "--command", line, "/dev/null"],
      cwd: app.folder,
      env: { TERM: "xterm", ...env },
      stdin: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  };
  const plain = await inTerminal([Deno.execPath(), "run", "-A", "main.ts", "terminal"], {
    NO_COLOR: "",
  });
  assert.ok(plain.startsWith("main terminal\r\n\x1b[33mtrue"), plain);
  assert.ok(plain.includes('\x1b[32m"of a terminal"'), plain);
  assert.equal(await inTerminal([Deno.execPath(), ...args], env), plain);
});

/** Waits for something that a process does. */
async function until(holds: () => boolean): Promise<void> {
  for (let waits = 0; !holds(); waits++) {
    assert.ok(waits < 2000, "it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
