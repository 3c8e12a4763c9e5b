import { equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SqlConnection } from "./store/database/sql_connection.ts";
import { openStore } from "./store/open_store.ts";
import { seededRandom } from "./testing/samples/seeded_random.ts";
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
  async () => {
    const random = seededRandom(7);
    const folder = await Deno.makeTempDir();
    const path = join(folder, "viewer.db");
    const notices: string[] = [];
    let last = 0;
    let total = 0;
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        const viewer = await startViewerProcess(["--db", path]);
        if (!("url" in viewer)) throw new Error(viewer.stderr);
        await using _ = viewer;
        const stored = await sendAndKill(viewer, { last, after: random() * MOST_MILLIS });
        const store = await openStore({ path, onNotice: (notice) => notices.push(notice) });
        for (const number of stored) {
          const trace = await store.getTrace(traceId(number));
          equal(trace?.spans.length, SPANS, `trace ${number} after ${kill + 1} kills`);
          equal(trace.logs.length, 1, `log ${number} after ${kill + 1} kills`);
          last = Math.max(last, number);
        }
        // Some may be stored whose answer never came.
        last += 2 * SENDERS;
        total += stored.length;
        const { spans, logs } = await store.stats();
        ok(spans >= total * SPANS && logs >= total, `${spans} spans, ${logs} logs of ${total}`);
        await store.close();
      }
      using connection = new SqlConnection(path, { readOnly: true });
      equal(connection.get("PRAGMA integrity_check")?.["integrity_check"], "ok");
      equal(notices.join(), "");
      ok(total >= KILLS, `${total} requests were answered`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
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
