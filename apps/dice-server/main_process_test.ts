import { deepEqual, equal, match } from "node:assert/strict";
import { mayRunProcesses } from "./testing/may_run_processes.ts";
import { runDiceServer, type RunOptions } from "./testing/run_dice_server.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";

const ignore = !mayRunProcesses();
const LOG_LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (.*)$/;

Deno.test("main.ts prints one ready line and serves, logging to standard error only", {
  ignore,
}, async () => {
  await using server = await startDiceServer({ args: ["--port", "0"] });
  const { status, body } = await server.get("/rolldice?player=alice");

  equal(server.readyLine, `dice-server is ready on http://localhost:${server.port}/rolldice`);
  equal(status, 200);
  match(body, /^[1-6]$/);
  const { stdout, restOfStderr } = await server.stop();
  equal(stdout, "");
  deepEqual(restOfStderr.map(withoutTime), [
    `WARN  [dice-server] alice is rolling the dice: ${body}`,
    "INFO  [dice-server] GET /rolldice 200",
  ]);
});

Deno.test("main.ts logs each rolled number and no more than asked, when told a level", {
  ignore,
}, async () => {
  await using debug = await startDiceServer({ args: ["-p", "0", "--log-level", "debug"] });
  const { body } = await debug.get("/rolldice");
  equal(withoutTime(await debug.nextLine()), `DEBUG [dice-server] Rolled ${body}`);

  await using error = await startDiceServer({
    env: { APPLICATION_PORT: "0", APPLICATION_LOG_LEVEL: "error" },
  });
  await error.get("/rolldice");
  await error.get("/rolldice?rolls=0");
  const { restOfStderr } = await error.stop();
  deepEqual(restOfStderr.map(withoutTime), [
    "ERROR [dice-server] GET /rolldice 500: " +
    "Cannot roll the dice: rolls is 0, not an integer of at least 1",
  ]);
});

for (const form of ["--port N", "--port=N", "-p N", "APPLICATION_PORT=N"]) {
  Deno.test(`main.ts listens on port N, when given ${form}`, { ignore }, async () => {
    const port = freePort();
    const given = form.replace("N", String(port));
    await using server = await startDiceServer(
      form.startsWith("-")
        ? { args: given.split(" "), env: { APPLICATION_PORT: "1" } }
        : { env: { APPLICATION_PORT: String(port) } },
    );

    equal(server.port, port);
    equal((await server.get("/healthz")).body, `{"status":"ok"}`);
  });
}

Deno.test("main.ts says in one line that the port is taken and exits with 1", {
  ignore,
}, async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  deepEqual(await output({ args: ["--port", String(port)] }), {
    code: 1,
    stdout: "",
    stderr: `Cannot listen on 127.0.0.1:${port}: already in use\n`,
  });
});

Deno.test("main.ts says in one line what is wrong and exits with 2, when used wrongly", {
  ignore,
}, async () => {
  deepEqual(await output({ args: ["--prot", "1"] }), {
    code: 2,
    stdout: "",
    stderr: "Cannot use option --prot: it is unknown, see --help\n",
  });
  deepEqual(await output({ args: ["--evil\nline\x1b[2J"] }), {
    code: 2,
    stdout: "",
    stderr: String.raw`Cannot use option --evil\nline\x1b[2J: it is unknown, see --help` + "\n",
  });
  deepEqual(await output({ env: { APPLICATION_PORT: "http" } }), {
    code: 2,
    stdout: "",
    stderr: `Cannot use APPLICATION_PORT: "http" is not an integer from 0 to 65535\n`,
  });
});

Deno.test("main.ts names the flag to add and exits with 1, when a permission is missing", {
  ignore,
}, async () => {
  const withoutEnv = await output({ permissions: ["--allow-net=127.0.0.1"] });
  equal(withoutEnv.code, 1);
  match(withoutEnv.stderr, /^[^\n]*APPLICATION_[^\n]*--allow-env[^\n]*\n$/);

  const withoutNet = await output({ permissions: ["--allow-env"], args: ["--port", "1"] });
  equal(withoutNet.code, 1);
  match(withoutNet.stderr, /^Cannot listen on 127\.0\.0\.1:1: [^\n]*--allow-net[^\n]*\n$/);
});

Deno.test("main.ts prints its options on standard output, when asked for help", {
  ignore,
}, async () => {
  const { code, stdout, stderr } = await output({ args: ["--help"], permissions: [] });
  equal(code, 0);
  equal(stderr, "");
  match(stdout, /^Dice server: .*\n[^]*--port <number>/);
});

Deno.test(
  "main.ts writes one line per record, when the player's name has line breaks and escapes",
  {
    ignore,
  },
  async () => {
    const player = "eve\r\n2026-11-22T17:20:10.407Z ERROR [dice-server] forged\x1b[2J\u2028\0";
    const long = "m".repeat(10_240);
    await using server = await startDiceServer({ args: ["--port", "0"] });
    const first = await server.get(`/rolldice?player=${encodeURIComponent(player)}`);
    const second = await server.get(`/rolldice?player=${long}`);

    const { restOfStderr } = await server.stop();
    deepEqual(restOfStderr.map(withoutTime), [
      String.raw`WARN  [dice-server] eve\r\n2026-11-22T17:20:10.407Z ERROR [dice-server] forged` +
      String.raw`\x1b[2J\u2028\x00 is rolling the dice: ${first.body}`,
      "INFO  [dice-server] GET /rolldice 200",
      `WARN  [dice-server] ${long} is rolling the dice: ${second.body}`,
      "INFO  [dice-server] GET /rolldice 200",
    ]);
  },
);

Deno.test("main.ts leaves signals to the system", {
  ignore: ignore || Deno.build.os === "windows",
}, async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    await using server = await startDiceServer({ args: ["--port", "0"] });
    const { status } = await server.stop(signal);
    equal(status.signal, signal);
  }
});

async function output(options: RunOptions) {
  const { code, stdout, stderr } = await runDiceServer(options).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function withoutTime(line: string | undefined): string | undefined {
  return line && LOG_LINE.exec(line)?.[1];
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
