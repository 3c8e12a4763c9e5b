// An application that writes down each id, then records a span or a log record with it, at a steady
// rate; then it lives until its standard input ends. Its argument is a `Recording` in JSON.
import { trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import { formatLedgerEntry } from "../account/ledger.ts";
import type { Recording } from "../start_fault_app.ts";
import { startCounter } from "./start_counter.ts";
import { startWitness } from "./start_witness.ts";

const recording: Recording = JSON.parse(Deno.args[0] ?? "{}");
const { spansPerSecond = 0, logsPerSecond = 0, seconds, together = 1, textLength = 0 } = recording;
const ledger = Deno.openSync(recording.ledger, { append: true, create: true });
const witness = recording.witness && startWitness(recording.witness);
const encoder = new TextEncoder();
const tracer = trace.getTracer("faults");
const logger = logs.getLogger("faults");
const count = startCounter({
  process: recording.process,
  write: (line) => void ledger.writeSync(encoder.encode(line)),
  onCollected: (entry) => witness?.tell({ entry, bytes: 0 }),
});
// Not the same twice in a row, so that it does not compress to nothing.
const text = Array.from({ length: textLength }, (_, at) => String.fromCharCode(33 + at * at % 90))
  .join("");
const attributes = textLength === 0 ? {} : { text };

/** Writes ids down, then records what has them. */
function record(kind: "t" | "l", first: number): void {
  const run = `${kind}${recording.process}`;
  const last = first + together - 1;
  const ids = Array.from({ length: together }, (_, at) => `id:${run}.${first + at};`);
  const write = () => ledger.writeSync(encoder.encode(formatLedgerEntry({ run, first, last })));
  if (kind === "t") {
    const spans = ids.map((id) => tracer.startSpan(id, { attributes }));
    write();
    for (const span of spans) span.end();
  } else {
    write();
    for (const body of ids) logger.emit({ body, attributes });
  }
  count(together);
  witness?.tell({ entry: { run, first, last }, bytes: together * textLength });
}

const startedAt = performance.now();
const done = { t: 0, l: 0 };
const rates = { t: spansPerSecond, l: logsPerSecond };
let peakRss = 0;

/** Whether all is recorded that there is time for. */
function recordWhatIsDue(): boolean {
  const elapsed = (performance.now() - startedAt) / 1000;
  let isBehind = false;
  for (const kind of ["t", "l"] as const) {
    const due = Math.floor(Math.min(seconds, elapsed) * rates[kind]);
    // Not all at once, where it cannot keep up: it has other things to do, too.
    const atMost = Math.max(together, Math.ceil(rates[kind] / 20));
    const groups = Math.floor(Math.min(due - done[kind], atMost) / together);
    for (let left = groups; left > 0; left--) {
      record(kind, done[kind]);
      done[kind] += together;
    }
    if (due - done[kind] >= together) isBehind = true;
  }
  peakRss = Math.max(peakRss, Deno.memoryUsage().rss);
  // What was missed is made up for, for as long again.
  return elapsed >= (isBehind ? 2 * seconds : seconds);
}

const inputEnded = (async () => {
  // Whatever is said is that what is recorded is due to be kept from now on.
  for await (const _ of Deno.stdin.readable) witness?.begin();
})();
if (recording.serves === true) {
  Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`serving ${port}`),
  }, () => new Response("served")).unref();
}
console.log("started");
await new Promise<void>((resolve) => {
  const timer = setInterval(() => {
    if (!recordWhatIsDue()) return;
    clearInterval(timer);
    resolve();
  }, 10);
});
console.log(`recorded ${done.t + done.l}`);
await inputEnded;
console.log(`peak ${Math.max(peakRss, Deno.memoryUsage().rss)}`);
