// A thread that does nothing but write what it is told, after a while, with as many bytes as was recorded.
// What it got to write, telemetry must have got to keep: both are slow where the machine is. The while
// is many short ones, each of which is as late as anything else on a busy machine. In each it computes as
// much as takes a millisecond or two: whoever only sleeps is woken at once on a machine on which others,
// such as whoever reads 4 MB that another process left, wait for the processor.
import { workerData } from "node:worker_threads";
import { crc32 } from "node:zlib";
import { formatLedgerEntry } from "../account/ledger.ts";
import type { Recorded, WitnessMessage } from "./start_witness.ts";

const { port, path }: { port: MessagePort; path: string } = workerData;
const file = Deno.openSync(path, { append: true, create: true });
const ballast = Deno.openSync(`${path}.bytes`, { append: true, create: true });
const encoder = new TextEncoder();
const PAUSE_MS = 10;
const PAUSES = 10;
/** As much as is read at once of what another process left. */
const work = new Uint8Array(4_000_000);

let began = false;
let waiting: { readonly recorded: Recorded; pauses: number }[] = [];
port.addEventListener("message", ({ data }: MessageEvent<WitnessMessage>) => {
  if (data === "begin") began = true;
  else waiting.push({ recorded: data, pauses: PAUSES });
});
port.start();
setInterval(() => {
  if (!began || waiting.length === 0) return;
  for (let times = 2; times > 0; times--) crc32(work.slice());
  for (const each of waiting) each.pauses--;
  const due = waiting.filter(({ pauses }) => pauses <= 0);
  waiting = waiting.filter(({ pauses }) => pauses > 0);
  for (const { recorded: { entry, bytes } } of due) {
    if (bytes > 0) ballast.writeSync(new Uint8Array(bytes));
    file.writeSync(encoder.encode(formatLedgerEntry(entry)));
  }
}, PAUSE_MS);
