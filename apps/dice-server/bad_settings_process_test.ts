import assert from "node:assert/strict";
import { mayRunProcesses } from "./testing/may_run_processes.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "./testing/telemetry_flags.ts";

const ignore = !mayRunProcesses();

/** Settings that make every failure show soon. */
const SOON = {
  OTEL_BSP_SCHEDULE_DELAY: "20",
  OTEL_BLRP_SCHEDULE_DELAY: "20",
  OTEL_EXPORTER_OTLP_TIMEOUT: "300",
};

/**
 * Runs the server with its telemetry and rolls while something is wrong with where it goes.
 *
 * @returns What the distribution said until it was asked to end, and how that ended.
 */
async function complaints(env: Readonly<Record<string, string>>): Promise<{
  readonly lines: readonly string[];
  readonly code: number;
}> {
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: { ...SOON, ...env },
  });
  assert.match((await server.get("/rolldice")).body, /^[1-6]$/);
  const lines: string[] = [];
  for (let line = await server.nextLine(); line !== undefined; line = await server.nextLine()) {
    if (line.startsWith("otel-deno:")) {
      lines.push(line);
      break;
    }
  }
  for (let i = 0; i < 5; i++) assert.match((await server.get("/rolldice")).body, /^[1-6]$/);
  const { status, restOfStderr } = await server.stop("SIGTERM");
  // At the end it says what was lost in all; that is another matter.
  const atTheEnd = /^otel-deno: warning: (Lost|Dropped .* more for) /;
  lines.push(
    ...restOfStderr.filter((line) => line.startsWith("otel-deno:") && !atTheEnd.test(line)),
  );
  return { lines, code: status.code };
}

/** A port of the loopback interface on which nothing listens, right now. */
function closedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

const ANSWERS: readonly (readonly [string, () => Response | Promise<Response>, RegExp])[] = [
  ["400", () => new Response("no", { status: 400 }), /Dropped .* status 400/],
  ["413", () => new Response(null, { status: 413 }), /Dropped .* status 413/],
  ["429", () => new Response(null, { status: 429 }), /Cannot send .* status 429; trying again/],
  ["503", () => new Response(null, { status: 503 }), /Cannot send .* status 503; trying again/],
  ["never", () => new Promise(() => {}), /Cannot send .* no answer within 300 ms; trying again/],
];

for (const [name, answer, expected] of ANSWERS) {
  Deno.test(`a receiver that answers ${name} costs one line and the server serves on`, {
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    const aborted = new AbortController();
    const receiver = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {}, signal: aborted.signal },
      answer,
    );
    const { lines, code } = await complaints({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}`,
    });
    aborted.abort();
    assert.equal(lines.length, 1, lines.join("\n"));
    assert.match(lines[0] ?? "", expected);
    assert.equal(code, 143);
  });
}

Deno.test("a receiver that answers garbage with 200 has taken the telemetry", {
  ignore,
}, async () => {
  await using receiver = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  );
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: { ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}` },
  });
  await server.get("/rolldice");
  const { status, restOfStderr } = await server.stop("SIGTERM");
  assert.deepEqual(restOfStderr.filter((line) => line.startsWith("otel-deno:")), []);
  assert.equal(status.code, 143);
});

Deno.test("no receiver at all costs one line that says how to get one", { ignore }, async () => {
  const endpoint = `http://127.0.0.1:${closedPort()}`;
  const { lines, code } = await complaints({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  assert.equal(lines.length, 1, lines.join("\n"));
  assert.ok(lines[0]?.includes(`Cannot send telemetry to ${endpoint}: connection refused`));
  assert.match(lines[0] ?? "", /deno task collector/);
  assert.equal(code, 143);
});

Deno.test("the server says so when a receiver is there again", { ignore }, async () => {
  const port = closedPort();
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: { ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
  });
  await server.get("/rolldice");
  const nextOfOurs = async () => {
    for (;;) {
      const line = await server.nextLine();
      if (line === undefined || line.startsWith("otel-deno:")) return line;
    }
  };
  assert.match(await nextOfOurs() ?? "", /Cannot send telemetry/);
  await using _receiver = Deno.serve(
    { hostname: "127.0.0.1", port, onListen() {} },
    () => Response.json({}),
  );
  assert.match(await nextOfOurs() ?? "", /^otel-deno: info: Connected again to http:\/\/127\.0\./);
  await server.stop();
});

const SETTINGS: readonly (readonly [env: Record<string, string>, expected: RegExp])[] = [
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "not a url" }, /OTEL_EXPORTER_OTLP_ENDPOINT="not a url".*using/],
  [{ OTEL_TRACES_EXPORTER: "pigeon" }, /OTEL_TRACES_EXPORTER="pigeon": expected .*; using/],
  [
    { OTEL_BSP_MAX_QUEUE_SIZE: "many" },
    /OTEL_BSP_MAX_QUEUE_SIZE="many": expected .*; using no bound/,
  ],
  [{ OTEL_EXPORTER_OTLP_HEADERS: "authorization" }, /OTEL_EXPORTER_OTLP_HEADERS=.*expected/],
];

for (const [env, expected] of SETTINGS) {
  Deno.test(`${Object.entries(env).join()} is told in one line before the server is ready`, {
    ignore,
  }, async () => {
    const none = {
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
    };
    await using server = await startDiceServer({
      args: ["--port", "0"],
      permissions: TELEMETRY_FLAGS,
      env: { ...none, ...env },
    });
    assert.equal((await server.get("/healthz")).status, 200);
    const ours = server.linesBeforeReady.filter((line) => line.startsWith("otel-deno:"));
    assert.equal(ours.length, 1, ours.join("\n"));
    assert.match(ours[0] ?? "", expected);
  });
}
