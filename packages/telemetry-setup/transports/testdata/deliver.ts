// Sends payloads by a delivery, and tells in one line of JSON what came of it. Its argument is a
// DeliverTask as JSON.
import { createDiagnostics } from "../../diagnostics/diagnostics.ts";
import { openDelivery } from "../open_delivery.ts";
import type { Loss } from "../delivery.ts";
import type { Verdict } from "../transport.ts";

/** What is to be done. */
export interface DeliverTask {
  readonly protocol: "http" | "grpc";
  readonly endpoint: string;
  /**
   * How the program ends: in `settle`, twice, after the verdicts, after these with `end` before, or
   * without waiting for anything.
   */
  readonly end: "settle" | "settle twice" | "hold" | "end" | "let go";
  readonly payloads?: number;
  /** How long `settle` may take. @default 10_000 */
  readonly settleMillis?: number;
  /** That happens once so many attempts have failed. @default 0 */
  readonly failures?: number;
}

/** What came of it. */
export interface DeliverResult {
  readonly canSettle: boolean;
  readonly verdicts: readonly Verdict[];
  readonly losses: readonly (readonly Loss[])[];
  /** How long each `settle` took. */
  readonly settleMillis: readonly number[];
  /** The distribution's own messages. */
  readonly messages: readonly string[];
}

const task: DeliverTask = JSON.parse(Deno.args[0] ?? "");

const messages: string[] = [];
const failed = Promise.withResolvers<void>();
let failuresLeft = task.failures ?? 0;
if (failuresLeft === 0) failed.resolve();
const delivery = openDelivery({
  diagnostics: createDiagnostics({ level: "debug", write: (line) => messages.push(line) }),
  onRetry() {
    if (--failuresLeft === 0) failed.resolve();
  },
});
const transports = (["traces", "metrics", "logs"] as const).map((signal) => ({
  signal,
  transport: delivery.open({
    protocol: task.protocol,
    endpoint: task.endpoint,
    headers: {},
    timeoutMillis: 10_000,
    compression: "none",
    userAgent: "test",
  }, 30_000),
}));
const verdicts: Verdict[] = [];
const sending: Promise<unknown>[] = [];
for (let sent = 0; sent < (task.payloads ?? 1); sent++) {
  const { signal, transport } = transports[sent % 3] ?? {};
  if (signal === undefined || transport === undefined) break;
  sending.push(
    transport.send(new Uint8Array([sent]), {
      signal,
      contentType: "application/x-protobuf",
      encoding: "identity",
      itemCount: 10,
    }).then((verdict) => verdicts.push(verdict)),
  );
}

const losses: (readonly Loss[])[] = [];
const settleMillis: number[] = [];
function settle(): void {
  const startedAt = performance.now();
  losses.push(delivery.settle(task.settleMillis ?? 10_000));
  settleMillis.push(performance.now() - startedAt);
}
function tell(): void {
  const result: DeliverResult = {
    canSettle: delivery.canSettle,
    verdicts,
    losses,
    settleMillis,
    messages,
  };
  console.log(JSON.stringify(result));
}

if (task.end === "let go") {
  tell();
} else {
  const release = delivery.hold();
  await failed.promise;
  if (task.end === "end") delivery.end();
  if (task.end === "hold" || task.end === "end") {
    await Promise.all(sending);
    tell();
    release();
  } else {
    settle();
    if (task.end === "settle twice") settle();
    tell();
    Deno.exit(7);
  }
}
