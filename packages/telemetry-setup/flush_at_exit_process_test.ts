import assert from "node:assert/strict";
import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = (["run", "net", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

interface End {
  readonly code: number;
  readonly stderr: string;
  readonly durationMillis: number;
}

/** Runs the application of testdata/ to its end, with telemetry in front of it. */
async function run(
  way: string,
  { endpoint, signal, again, flags = ["--allow-all"], env = {} }: {
    readonly endpoint: string;
    readonly signal?: Deno.Signal;
    /** Sends the signal once more after so many milliseconds, as a process group may get it. */
    readonly again?: number;
    readonly flags?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<End> {
  const path = (file: string) => new URL(file, import.meta.url).pathname;
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      ...flags,
      `--preload=${path("register.ts")}`,
      path("testdata/end_in_some_way.ts"),
      way,
    ],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_DENO_DISABLED_INSTRUMENTATIONS: "runtime-metrics",
      NO_COLOR: "1",
      ...env,
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const overdue = setTimeout(() => child.kill("SIGKILL"), 20_000);
  let stderr = "";
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    if (signal !== undefined && !stderr.includes("waiting") && text.includes("waiting")) {
      child.kill(signal);
      if (again !== undefined) {
        // No timer: they are too coarse.
        for (const end = performance.now() + again; performance.now() < end;);
        child.kill(signal);
      }
    }
    stderr += text;
  }
  const { code } = await child.status;
  clearTimeout(overdue);
  return { code, stderr, durationMillis: performance.now() - startedAt };
}

const WAYS: readonly (readonly [way: string, code: number, signal?: Deno.Signal])[] = [
  ["normal end", 0],
  ["Deno.exit", 7],
  ["process.exit", 8],
  ["throw", 1],
  ["throw later", 1],
  ["reject", 1],
  ["wait", 130, "SIGINT"],
  ["wait", 143, "SIGTERM"],
  ["own handler", 5, "SIGTERM"],
  ["own node handler", 6, "SIGTERM"],
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
  });
}

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
      again: gapMillis,
    });
    assert.deepEqual(receiver.spanNames, ["last words"]);
    assert.equal(code, 143);
  });
}

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
