import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, findImbalance } from "../fault_report.ts";
import { startFaultApp } from "../start_fault_app.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";
import { whenDelivered } from "../when_delivered.ts";

/** How delivery workers die. */
export interface WorkerFault {
  readonly name: string;
  /** Milliseconds after which each is ended, one after the other. */
  readonly ends: readonly number[];
  /** Whether there is a receiver all the time, or only after all of them are dead. */
  readonly receiver: "always" | "late";
}

/** The ways in which delivery workers die that telemetry has to survive. */
export const WORKER_FAULTS: readonly WorkerFault[] = [
  { name: "once", ends: [700], receiver: "always" },
  { name: "twice", ends: [700, 700], receiver: "always" },
  { name: "once, full of what is not delivered", ends: [1500], receiver: "late" },
  { name: "twice, full of what is not delivered", ends: [1000, 1000], receiver: "late" },
];

const END_WORKERS = new URL("../testdata/end_workers.ts", import.meta.url).pathname;
const SECONDS = 3;

/** Ends the delivery workers of an application that goes on recording, and says what arrived. */
export async function runWorkerFault(
  { name, ends, receiver: when }: WorkerFault,
  { spool, folder }: { readonly spool: boolean; readonly folder: string },
): Promise<FaultReport> {
  await using receiver = startRecordingReceiver();
  const spoolFolder = spool ? `${folder}/spool` : undefined;
  const ledger = `${folder}/ledger`;
  if (when === "always") await receiver.become({ is: "up" });
  const app = startFaultApp({
    ...{ ledger, process: 1, seconds: SECONDS },
    spansPerSecond: 200,
    logsPerSecond: 200,
  }, {
    endpoint: `http://127.0.0.1:${receiver.port}`,
    flags: [`--preload=${END_WORKERS}`],
    env: {
      OTEL_FAULT_WORKER_ENDS: ends.join(","),
      ...spoolFolder === undefined ? {} : { OTEL_DENO_SPOOL_DIR: spoolFolder },
    },
  });
  await app.whenPrinted("recorded");
  await receiver.become({ is: "up" });
  await whenDelivered(receiver, readLedger(ledger), { limitMillis: 15_000 });
  const code = await app.end();
  const balance = balanceAccounts({
    ledger: readLedger(ledger),
    received: receiver.received(),
    spooled: findSpooledIds(spoolFolder),
    told: [readToldLosses(app.stderr)],
  });
  const ended = app.stdout.split("ended a worker").length - 1;
  return {
    name: `the delivery worker dies ${name}, ${spool ? "with" : "without"} a spool`,
    balance,
    problems: [
      ...findImbalance(balance),
      ...balance.delivered === balance.created
        ? []
        : [`of ${balance.created}, ${balance.delivered} were delivered`],
      ...ended === ends.length ? [] : [`${ended} workers were ended`],
      ...code === 0 ? [] : [`the exit code was ${code}`],
    ],
    said: app.stderr,
  };
}
