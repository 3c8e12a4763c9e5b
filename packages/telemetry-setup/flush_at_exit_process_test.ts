import assert from "node:assert/strict";
import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = (["run", "net", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMillis: number;
}

/** Runs the application of testdata/ to its end, with telemetry in front of it. */
async function run(
  way: string,
  { endpoint, signal, again, flags = ["--allow-all"], env = {}, ...options }: {
    /** @default none: without telemetry */
    readonly endpoint?: string;
    readonly signal?: Deno.Signal;
    /** Sends a signal once more after so many milliseconds, as a process group may get it. */
    readonly again?: { readonly afterMillis: number; readonly signal?: Deno.Signal };
    readonly flags?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** @default "run" */
    readonly subcommand?: "run" | "test";
  },
): Promise<End> {
  const path = (file: string) => new URL(file, import.meta.url).pathname;
  const { subcommand = "run" } = options;
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      subcommand,
      // The first run after a change would wait for the types of the delivery worker, too, longer than
      // the end of a process waits.
      ...subcommand === "test" ? ["--no-check"] : [],
      "--no-prompt",
      ...flags,
      ...endpoint === undefined ? [] : [`--preload=${path("register.ts")}`],
      path(subcommand === "run" ? "testdata/end_in_some_way.ts" : "testdata/deno_test_app.ts"),
      ...subcommand === "run" ? [way] : [],
    ],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint ?? "",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_DENO_DISABLED_INSTRUMENTATIONS: "runtime-metrics",
      // Without the line that says what was started.
      OTEL_LOG_LEVEL: "warn",
      NO_COLOR: "1",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const overdue = setTimeout(() => child.kill("SIGKILL"), 20_000);
  let stderr = "";
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    if (signal !== undefined && !stderr.includes("waiting") && text.includes("waiting")) {
      child.kill(signal);
      if (again !== undefined) {
        // No timer: they are too coarse.
        for (const end = performance.now() + again.afterMillis; performance.now() < end;);
        child.kill(again.signal ?? signal);
      }
    }
    stderr += text;
  }
  const { code } = await child.status;
  clearTimeout(overdue);
  const durationMillis = performance.now() - startedAt;
  return { code, stdout: await stdout, stderr, durationMillis };
}

const outputOf = ({ code, stdout, stderr }: End) => ({ code, stdout, stderr });

const WAYS: readonly (readonly [way: string, code: number, signal?: Deno.Signal])[] = [
  ["normal end", 0],
  ["Deno.exit", 7],
  ["process.exit", 8],
  ["throw", 1],
  ["throw later", 1],
  ["reject", 1],
  ["exit before unload", 9],
  ["wait", 130, "SIGINT"],
  ["wait", 143, "SIGTERM"],
  ["wait", 129, "SIGHUP"],
  ["own handler", 5, "SIGTERM"],
  ["own node handler", 6, "SIGTERM"],
  ["server shutdown", 0, "SIGINT"],
];

for (const [way, code, signal] of WAYS) {
  Deno.test(`flushAtExit() sends the last span and keeps exit code ${code}: ${signal ?? way}`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const end = await run(way, {
      endpoint: receiver.endpoint,
      ...(signal === undefined ? {} : { signal }),
    });
    assert.deepEqual(receiver.spanNames, ["last words"]);
    assert.equal(end.code, code, end.stderr);
    const plain = await run(way, signal === undefined ? {} : { signal });
    assert.deepEqual(outputOf(end), outputOf(plain));
  });
}

Deno.test("flushAtExit() flushes at the end of deno test, and changes nothing in its report", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const subcommand = "test";
  const end = await run("", { endpoint: receiver.endpoint, subcommand });
  const plain = await run("", { subcommand });
  assert.deepEqual(receiver.spanNames, ["in a test", "last words"]);
  const timeless = (text: string) => text.replaceAll(/\([\d.]+[mµ]?s\)/g, "(time)");
  assert.deepEqual([end.code, timeless(end.stdout)], [1, timeless(plain.stdout)]);
});

Deno.test("flushAtExit() leaves the end to the application, also where it could end it", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  // Without --allow-run the process cannot signal itself, only end.
  const { code } = await run("own handler", {
    endpoint: receiver.endpoint,
    signal: "SIGTERM",
    flags: ["--allow-net", "--allow-env", "--allow-read"],
  });
  assert.deepEqual(receiver.spanNames, ["last words"]);
  assert.equal(code, 5);
});

for (const gapMillis of [0.5, 1, 2, 4]) {
  Deno.test(`flushAtExit() flushes whole although SIGTERM comes again after ${gapMillis} ms`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const { code } = await run("wait", {
      endpoint: receiver.endpoint,
      signal: "SIGTERM",
      again: { afterMillis: gapMillis },
    });
    assert.deepEqual(receiver.spanNames, ["last words"]);
    assert.equal(code, 143);
  });
}

for (
  const { signal, next, way = "wait", delivery = "worker", code } of [
    { signal: "SIGINT", next: "SIGINT", code: 130 },
    { signal: "SIGINT", next: "SIGTERM", code: 143 },
    { signal: "SIGTERM", next: "SIGHUP", code: 129 },
    { signal: "SIGINT", next: "SIGINT", code: 130, delivery: "inline" },
    { signal: "SIGTERM", next: "SIGTERM", code: 143, way: "own handler" },
    { signal: "SIGTERM", next: "SIGINT", code: 130, way: "own node handler" },
  ] as const
) {
  const how = `${signal}, then ${next}, ${way}, ${delivery}`;
  Deno.test(`flushAtExit() waits for no receiver any more at a second signal: ${how}`, {
    ignore,
  }, async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: { kind: "silence" },
    });
    const end = await run(way, {
      endpoint: receiver.endpoint,
      signal,
      again: { afterMillis: 500, signal: next },
      env: { OTEL_DENO_EXIT_TIMEOUT: "15000", OTEL_DENO_DELIVERY: delivery },
    });
    assert.equal(end.code, code, end.stderr);
    assert.ok(end.durationMillis < 10_000, `it took ${end.durationMillis} ms`);
  });
}

Deno.test("flushAtExit() goes on recording after an end that the application prevents", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const end = await run("live on", { endpoint: receiver.endpoint });
  assert.deepEqual(receiver.spanNames, ["last words", "afterwards"]);
  assert.deepEqual([end.code, end.stderr], [0, ""]);
});

Deno.test("flushAtExit() goes on recording after an error that the application prevents", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const { code } = await run("survive", { endpoint: receiver.endpoint });
  assert.deepEqual(receiver.spanNames, ["last words", "afterwards"]);
  assert.equal(code, 0);
});

Deno.test("flushAtExit() ends by exit code where the process may not signal itself", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const { code } = await run("wait", {
    endpoint: receiver.endpoint,
    signal: "SIGTERM",
    flags: ["--allow-net", "--allow-env", "--allow-read"],
  });
  assert.deepEqual(receiver.spanNames, ["last words"]);
  assert.equal(code, 143);
});

for (const [way, code, signal] of [["normal end", 0], ["wait", 143, "SIGTERM"]] as const) {
  Deno.test(`flushAtExit() waits without a delivery worker too: ${signal ?? way}`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const end = await run(way, {
      endpoint: receiver.endpoint,
      // No read permission: the worker's module may not be loaded.
      flags: ["--allow-net", "--allow-env"],
      ...(signal === undefined ? {} : { signal }),
    });
    assert.deepEqual(receiver.spanNames, ["last words"]);
    assert.equal(end.code, code, end.stderr);
    assert.equal(end.stderr.match(/Cannot start the delivery worker/g)?.length, 1);
  });
}

Deno.test("flushAtExit() counts what a dead receiver did not take, and ends at once", {
  ignore,
}, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const endpoint = `http://127.0.0.1:${listener.addr.port}`;
  listener.close();
  const { code, stderr } = await run("Deno.exit", { endpoint });
  assert.equal(code, 7);
  assert.ok(stderr.includes(`Lost 1 span: ${endpoint} did not take them`), stderr);
});

Deno.test("flushAtExit() gives up on a receiver that never answers", { ignore }, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  const { code, stderr, durationMillis } = await run("Deno.exit", { endpoint: receiver.endpoint });
  assert.equal(code, 7);
  assert.match(stderr, /Lost 1 span/);
  assert.equal(receiver.requests.length, 1);
  assert.ok(durationMillis < 10_000, `it took ${durationMillis} ms`);
});

for (
  const [way, code, delivery] of [["Deno.exit", 7, "worker"], ["normal end", 0, "inline"]] as const
) {
  Deno.test(`flushAtExit() waits for OTEL_DENO_EXIT_TIMEOUT, OTEL_DENO_DELIVERY=${delivery}`, {
    ignore,
  }, async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: { kind: "silence" },
    });
    const env = { OTEL_DENO_EXIT_TIMEOUT: "50", OTEL_DENO_DELIVERY: delivery };
    const end = await run(way, { endpoint: receiver.endpoint, env });
    assert.equal(end.code, code, end.stderr);
    assert.match(end.stderr, /(Lost|Dropped) 1 span/);
    // By default it is 3 s.
    assert.ok(end.durationMillis < 2900, `it took ${end.durationMillis} ms`);
  });
}

Deno.test("flushAtExit() cannot wait at Deno.exit with OTEL_DENO_DELIVERY=inline, and says so", {
  ignore,
}, async () => {
  await using receiver = await startSpanCounter();
  const env = { OTEL_DENO_DELIVERY: "inline" };
  const { code, stderr } = await run("Deno.exit", { endpoint: receiver.endpoint, env });
  assert.equal(code, 7);
  assert.match(stderr, /Lost 1 span/);
  assert.doesNotMatch(stderr, /Cannot start the delivery worker/);
});
