import { equal, ok } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { assertSurvivesKills } from "./testing/assert_survives_kills.ts";
import { startViewerProcess, type ViewerUnderTest } from "./testing/start_viewer_process.ts";

const ignore = Deno.build.os === "windows" ||
  (["env", "net", "read", "run", "sys", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const KILLS = 50;
/** Milliseconds after the first answer. */
const MOST_MILLIS = 150;
const SENDERS = 4;
const SPANS = 20;

Deno.test(
  "the viewer loses nothing that it has said yes to, when it is killed at 50 points under load",
  { ignore },
  () =>
    assertSurvivesKills({
      kills: KILLS,
      seed: 7,
      gap: 2 * SENDERS,
      async writeAndKill(path, { last, after }) {
        const viewer = await startViewerProcess(["--db", path]);
        if (!("url" in viewer)) throw new Error(viewer.stderr);
        await using _ = viewer;
        return await sendAndKill(viewer, { last, after: after * MOST_MILLIS });
      },
      async check(store, { acknowledged, kills, total }) {
        for (const number of acknowledged) {
          const trace = await store.getTrace(traceId(number));
          equal(trace?.spans.length, SPANS, `trace ${number} after ${kills} kills`);
          equal(trace.logs.length, 1, `log ${number} after ${kills} kills`);
        }
        const { spans, logs } = await store.stats();
        ok(spans >= total * SPANS && logs >= total, `${spans} spans, ${logs} logs of ${total}`);
      },
    }),
);

/** @returns The numbers of the traces of which the viewer has said that spans and log are stored. */
async function sendAndKill(
  viewer: ViewerUnderTest,
  { last, after }: { readonly last: number; readonly after: number },
): Promise<readonly number[]> {
  const stored: number[] = [];
  const { promise: first, resolve } = Promise.withResolvers<void>();
  let number = last;
  const sending = Array.from({ length: SENDERS }, async () => {
    // Until nobody answers any longer.
    for (;;) {
      const own = ++number;
      try {
        await post(viewer, "traces", {
          resourceSpans: [{ scopeSpans: [{ spans: spansOf(own) }] }],
        });
        const logRecords = [{ traceId: traceId(own), body: { stringValue: `log ${own}` } }];
        await post(viewer, "logs", { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
      } catch {
        return;
      }
      stored.push(own);
      resolve();
    }
  });
  await first;
  await delay(after);
  await viewer.end("SIGKILL");
  await Promise.all(sending);
  return stored;
}

async function post(viewer: ViewerUnderTest, signal: string, body: unknown): Promise<void> {
  const response = await fetch(`${viewer.otlpHttp}/v1/${signal}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  equal(response.status, 200, await response.text());
}

function spansOf(number: number): readonly unknown[] {
  return Array.from({ length: SPANS }, (_, index) => ({
    traceId: traceId(number),
    spanId: (index + 1).toString(16).padStart(16, "0"),
    name: `span ${number}`,
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000001000000000",
    attributes: [{ key: "number", value: { intValue: String(number) } }],
  }));
}

function traceId(number: number): string {
  return number.toString(16).padStart(32, "0");
}
