import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { createApi } from "../api/create_api.ts";
import type { TelemetryStore } from "../contract/mod.ts";
import { createMemoryStore } from "../testing/create_memory_store.ts";
import { fillStore } from "../testing/fill_store.ts";
import { createTailContext } from "./create_tail_context.ts";
import { readTailOptions } from "./read_tail_options.ts";
import { runTail } from "./run_tail.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

/** What is shown of the samples, until a line is as one waits for. */
async function tail(args: readonly string[], isLast: (line: string) => boolean): Promise<string[]> {
  const store = createMemoryStore();
  await fillStore(store, { requests: 4, bigTraceSpans: 2, seed: 7 });
  const begun = subscribed(store);
  const closing = new AbortController();
  const api = createApi(begun.store, { server: "viewer", signal: closing.signal });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, api.fetch);
  const options = readTailOptions(
    [...args, "--url", `http://127.0.0.1:${server.addr.port}`],
    () => undefined,
  );
  const lines: string[] = [];
  const { promise: seen, resolve } = Promise.withResolvers<void>();
  const context = createTailContext(options, {
    signal: closing.signal,
    colors: false,
    write: (line) => {
      lines.push(line);
      if (isLast(line)) resolve();
    },
  });
  const ended = runTail(options, context).catch((error) => error);
  await begun.promise;
  await fillStore(store, { requests: 12, bigTraceSpans: 300, nowMillis: Date.now() + 3_600_000 });
  await seen;
  closing.abort();
  ok(await ended instanceof Error);
  await server.shutdown();
  return lines;
}

/** Tells when the tail has looked at what there is: it asks for the metrics last. */
function subscribed(store: TelemetryStore) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listMetrics: TelemetryStore["listMetrics"] = async (range) => {
    const metrics = await store.listMetrics(range);
    resolve();
    return metrics;
  };
  return { promise, store: { ...store, listMetrics } };
}

Deno.test(
  "runTail() shows traces as trees, logs and metrics that come in",
  { ignore },
  async () => {
    const lines = await tail([], (line) => line.includes("wait for change"));
    const text = lines.join("\n");
    match(text, / GET \d+(\.\d+)? ms web-shop\n └─ GET \/rolldice .* ms dice-server\n {4}├─ roll /);
    match(text, /… 100 more spans/);
    match(text, /WARN|INFO/);
    match(text, /dice-server http\.server\.request\.duration \{.*\} \d+ times, p50 /);
    match(text, /dice\.rolls \{roll\.value=1\} \+\d+ \{roll\}/);
    match(text, / long poll not over/);
    ok(!text.includes("\u001b"));
    ok(!text.includes("\u202e"));
  },
);

Deno.test("runTail() shows only what the filters let through", { ignore }, async () => {
  const lines = await tail(
    ["--json", "--text", "nightly", "traces", "metrics"],
    (line) => line.includes("nightly"),
  );
  const traces = lines.map((line) => JSON.parse(line));
  equal(traces.length, 1, "no metric and no other trace");
  equal(traces[0].type, "trace");
  equal(traces[0].spans.length, 300);
});

Deno.test("readTailOptions() refuses what it does not know", () => {
  const read = (...args: string[]) => readTailOptions(args, () => undefined);
  deepEqual(read("metrics", "logs").signals, ["logs", "metrics"]);
  equal(read("--min-severity", "WARN").minSeverity, 13);
  equal(readTailOptions([], () => "5000").url, "http://localhost:5000");
  for (
    const args of [["spans"], ["--min-severity", "bad"], ["--min-duration", "1s"], ["--url", "x"]]
  ) {
    let message = "";
    try {
      read(...args);
    } catch (error) {
      message = (error as Error).message;
    }
    match(message, /^Cannot use /, args.join(" "));
  }
});

Deno.test("runTail() says how to start a viewer, when there is none", { ignore }, async () => {
  const options = readTailOptions(["--url", "http://127.0.0.1:9"], () => undefined);
  const context = createTailContext(options, {
    signal: new AbortController().signal,
    colors: false,
    write: () => {},
  });
  await rejects(runTail(options, context), {
    message: "Cannot reach a viewer on http://127.0.0.1:9: start one with deno task viewer, " +
      "or name it with --url",
  });
});
