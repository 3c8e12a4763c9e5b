import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readLastDue } from "../account/read_last_due.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, type FaultSize, findImbalance } from "../fault_report.ts";
import { seededRandom } from "../seeded_random.ts";
import { type FaultApp, startFaultApp } from "../start_fault_app.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";
import { whenDelivered } from "../when_delivered.ts";
import type { SpoolFault } from "./spool_faults.ts";

const SECONDS = { short: 2, long: 10 } as const;
/** Where many start at the same time, none is what it will be before that is over. */
const SECONDS_OF_MANY = { short: 6, long: 15 } as const;
const REPLAY_LIMIT_MS = 30_000;
/** Processes that send what others left, where there were several: they have to share it. */
const REPLAYERS = 4;

/**
 * Lets processes record without a receiver, while something happens to their spool; then others send
 * what is there.
 */
export async function runSpoolFault(
  fault: SpoolFault,
  { size, folder }: { readonly size: FaultSize; readonly folder: string },
): Promise<FaultReport> {
  const { name, processes = 1, killed = 0, textLength = 0, fate = "kept" } = fault;
  await using receiver = startRecordingReceiver();
  const random = seededRandom(processes);
  const seconds = (processes === 1 ? SECONDS : SECONDS_OF_MANY)[size];
  const spool = `${folder}/otel-deno/spool`;
  const ledger = `${folder}/ledger`;
  const due = `${folder}/due`;
  const apps: FaultApp[] = [];
  const { env, ...options } = fault.options?.(spool) ?? {};
  const start = (recordedSeconds: number): FaultApp => {
    const app = startFaultApp({
      ...{ ledger, seconds: recordedSeconds, textLength },
      witness: { ledger: due, afterMillis: 200 },
      process: apps.length + 1,
      spansPerSecond: 50,
      logsPerSecond: 50,
    }, {
      endpoint: `http://127.0.0.1:${receiver.port}`,
      env: { OTEL_DENO_SPOOL_DIR: spool, ...env },
      ...options,
    });
    apps.push(app);
    return app;
  };
  const accounts = () =>
    balanceAccounts({
      ledger: readLedger(ledger),
      received: receiver.received(),
      spooled: findSpooledIds(spool),
      told: apps.map(({ stderr }) => readToldLosses(stderr)),
      lastDue: readLastDue(due, Array.from({ length: killed }, (_, at) => at + 1)),
    });

  fault.before?.(spool);
  const recording = Array.from({ length: processes }, () => start(seconds));
  await Promise.all(recording.map((app) => app.whenPrinted("started")));
  await wait(seconds * 500);
  fault.during?.(spool);
  const codes = await Promise.all(recording.map(async (app, at) => {
    if (at < killed) {
      await app.beginWitness();
      await wait(random() * seconds * 500);
      await app.kill();
      return 0;
    }
    await app.whenPrinted("recorded");
    return await app.end();
  }));
  const stranded = accounts();
  const problems = fate === "kept" && stranded.missing > 0
    ? [`${stranded.missing} were not kept: ${stranded.examples.join(", ")}`]
    : fate === "partly kept" && stranded.spooled === 0
    ? ["nothing was kept"]
    : [];

  await receiver.become({ is: "up" });
  const replaying = Array.from(
    { length: processes === 1 ? 1 : REPLAYERS },
    () => start(0.1),
  );
  await Promise.all(replaying.map((app) => app.whenPrinted("recorded")));
  const { missing, lastMoments } = accounts();
  await whenDelivered(receiver, readLedger(ledger), {
    limitMillis: REPLAY_LIMIT_MS,
    besides: missing + lastMoments,
  });
  codes.push(...await Promise.all(replaying.map((app) => app.end())));
  const balance = accounts();
  const said = apps.map(({ stderr }) => stderr);
  return {
    name: `its spool: ${name}`,
    balance,
    problems: [
      ...problems,
      ...findImbalance(balance),
      ...balance.created > 0 ? [] : ["nothing was recorded"],
      ...balance.spooled === 0 ? [] : [`${balance.spooled} are still on disk`],
      ...fate === "lost" && stranded.missing + stranded.delivered < stranded.created
        ? ["something was kept where nothing may be"]
        : [],
      ...balance.duplicates === 0 ? [] : [`${balance.duplicates} arrived twice`],
      ...codes.every((code) => code === 0) ? [] : [`the exit codes were ${codes.join(", ")}`],
      ...said.every((text) => fault.says?.test(text) ?? true) ? [] : ["a warning is not there"],
      ...fault.leaves?.(spool) ?? true ? [] : ["the folder is not as it was"],
    ],
    said: [...new Set(said.join("\n").split("\n"))].join("\n"),
  };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
