// Hands payloads to a delivery, and tells in one line of JSON what came of it. Its argument is a
// DeliverTask as JSON.
import { createDiagnostics } from "../../diagnostics/diagnostics.ts";
import type { Remains } from "../delivery.ts";
import { openDelivery } from "../open_delivery.ts";
import type { Outcome } from "../route.ts";

/** What is to be done. */
export interface DeliverTask {
  readonly protocol: "http" | "grpc";
  readonly endpoint: string;
  /**
   * How the program ends: in `settle`, twice, after a flush, after that with `end` before, or
   * without waiting for anything.
   */
  readonly end: "settle" | "settle twice" | "flush" | "end" | "let go";
  readonly payloads?: number;
  /** How long `settle` may take. @default 10_000 */
  readonly settleMillis?: number;
  /** That happens once so many attempts have failed. @default 0 */
  readonly failures?: number;
}

/** What came of it. */
export interface DeliverResult {
  readonly canSettle: boolean;
  /** But for attempts that are made again. */
  readonly outcomes: readonly Outcome[];
  readonly remains: readonly Remains[];
  /** How long each `settle` took. */
  readonly settleMillis: readonly number[];
  /** The distribution's own messages. */
  readonly messages: readonly string[];
}

const task: DeliverTask = JSON.parse(Deno.args[0] ?? "");

const messages: string[] = [];
const outcomes: Outcome[] = [];
const failed = Promise.withResolvers<void>();
let failuresLeft = task.failures ?? 0;
if (failuresLeft === 0) failed.resolve();
const delivery = openDelivery({
  diagnostics: createDiagnostics({ level: "debug", write: (line) => messages.push(line) }),
  maxBytes: 32 * 2 ** 20,
  onDropped() {},
});
const routes = (["traces", "metrics", "logs"] as const).map((signal) =>
  delivery.open({
    signal,
    transport: {
      protocol: task.protocol,
      endpoint: task.endpoint,
      headers: {},
      timeoutMillis: 10_000,
      compression: "none",
      userAgent: "test",
    },
    maxItems: 1,
  }, (outcome) => {
    if (outcome.kind !== "retrying") outcomes.push(outcome);
    else if (--failuresLeft === 0) failed.resolve();
  })
);
for (let sent = 0; sent < (task.payloads ?? 1); sent++) {
  routes[sent % 3]?.put(new Uint8Array([sent]), {
    contentType: "application/x-protobuf",
    itemCount: 10,
  });
}

const remains: Remains[] = [];
const settleMillis: number[] = [];
function settle(): void {
  const startedAt = performance.now();
  remains.push(delivery.settle(task.settleMillis ?? 10_000));
  settleMillis.push(performance.now() - startedAt);
}
function tell(): void {
  const { canSettle } = delivery;
  const result: DeliverResult = { canSettle, outcomes, remains, settleMillis, messages };
  console.log(JSON.stringify(result));
}

if (task.end === "let go") {
  tell();
} else {
  const release = delivery.hold();
  await failed.promise;
  if (task.end === "end") delivery.end();
  if (task.end === "flush" || task.end === "end") {
    await Promise.all(routes.map((route) => route.flush()));
    tell();
    release();
  } else {
    settle();
    if (task.end === "settle twice") settle();
    tell();
    Deno.exit(7);
  }
}
