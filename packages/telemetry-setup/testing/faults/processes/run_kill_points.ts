import { statSync } from "node:fs";
import { type Accounts, balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { findMiscounts } from "../account/find_miscounts.ts";
import type { IdCounts } from "../account/id_counts.ts";
import { type LedgerEntry, readLedger } from "../account/ledger.ts";
import { readLastDue } from "../account/read_last_due.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import type { FaultReport } from "../fault_report.ts";
import { seededRandom } from "../seeded_random.ts";
import { type FaultApp, startFaultApp } from "../start_fault_app.ts";
import { type RecordingReceiver, startRecordingReceiver } from "../start_recording_receiver.ts";
import { KILL_KINDS, type KillEvidence, type KillKind } from "./kill_kinds.ts";

/** How a chain of processes is killed. */
export interface KillPointsOptions {
  /** How many processes are killed, one after the other. */
  readonly kills: number;
  readonly seed: number;
  /** A folder of its own. */
  readonly folder: string;
}

/** What came of it. */
export interface KillPointsReport extends FaultReport {
  /** How many kills were at which point, as seen from outside. */
  readonly reached: Readonly<Record<string, number>>;
}

/** What is known of a process as it was killed. */
interface Seen extends Omit<KillEvidence, "ownOnDisk" | "cutOff"> {
  readonly ownNumbers: readonly number[];
}

/** One round of kills. */
const ROUND = KILL_KINDS.flatMap((kind) => Array.from({ length: kind.turns ?? 1 }, () => kind));
const POLL_MS = 2;
/** What a kill waits for comes in this time, or the kill comes without it. */
const EVENT_LIMIT_MS = 3000;
/** In this time a process starts, with its delivery worker, also on a busy machine. */
const START_LIMIT_MS = 30_000;
/** Where nothing more arrives for so long, nothing will. */
const STALLED_MS = 15_000;

/**
 * Kills processes, one after the other, that share a spool and a receiver; the last one lives and sends
 * what they left. Everything has to arrive that was recorded more than a moment before a kill.
 */
export async function runKillPoints(
  { kills: killCount, seed, folder }: KillPointsOptions,
): Promise<KillPointsReport> {
  await using receiver = startRecordingReceiver();
  const random = seededRandom(seed);
  const spool = `${folder}/spool`;
  const ledger = `${folder}/ledger`;
  const due = `${folder}/due`;
  const killed = Array.from({ length: killCount }, (_, at) => at + 1);
  const kills: { readonly kind: KillKind; readonly run: string; readonly evidence: Seen }[] = [];
  const said: string[] = [];
  const start = (process: number, recording: KillKind["recording"], seconds: number) =>
    startFaultApp({
      ...{ ledger, process, seconds, counts: true },
      witness: { ledger: due, afterMillis: 200 },
      ...recording,
    }, {
      endpoint: `http://127.0.0.1:${receiver.port}`,
      env: { OTEL_DENO_SPOOL_DIR: spool },
    });

  for (const process of killed) {
    const kind = ROUND[(process - 1) % ROUND.length] as KillKind;
    await receiver.become(kind.receiver);
    const run = `t${process}`;
    const before = {
      requests: receiver.spanRequestCount,
      foreign: countLeft(readLedger(ledger), spool, receiver.received()),
    };
    const app = start(process, kind.recording, 10);
    await whenDue(kind, { app, receiver, spool, recorded: () => lastOf(ledger, run) });
    const [least, most] = kind.delayMillis;
    if (most > 0) await wait(least + random() * (most - least));
    if (kind.after === "growth") waitForGrowth(spool, Math.floor(random() * 4));
    await app.kill();
    said.push(app.stderr);
    kills.push({
      kind,
      run,
      evidence: {
        ...findOwn(spool, run),
        requests: receiver.spanRequestCount - before.requests,
        foreignBefore: before.foreign,
      },
    });
  }

  await receiver.become({ is: "up" });
  const last = start(killCount + 1, { spansPerSecond: 100 }, 0.1);
  await last.whenPrinted("recorded");
  const accounts = (): Accounts => ({
    ledger: readLedger(ledger),
    received: receiver.received(),
    spooled: findSpooledIds(spool),
    told: [readToldLosses(last.stderr)],
    lastDue: readLastDue(due, killed),
  });
  let balance = balanceAccounts(accounts());
  for (let end = performance.now() + STALLED_MS; performance.now() < end;) {
    if (balance.delivered + balance.lastMoments >= balance.created) break;
    await wait(250);
    const { delivered } = balance;
    balance = balanceAccounts(accounts());
    if (balance.delivered > delivered) end = performance.now() + STALLED_MS;
  }
  await last.end();
  said.push(last.stderr);
  balance = balanceAccounts(accounts());
  const { missing, spooled, lost, lastMoments, strangers, examples } = balance;
  const reached: Record<string, number> = {};
  for (const { kind, run, evidence: { ownNumbers, ...seen } } of kills) {
    const cutOff = ownNumbers.filter((number) => !receiver.received().has(run, number)).length;
    if (!kind.isReached({ ...seen, ownOnDisk: ownNumbers.length, cutOff })) continue;
    reached[kind.name] = (reached[kind.name] ?? 0) + 1;
  }
  const told = Object.values(lost).reduce((sum, count) => sum + count, 0);
  return {
    name: `${killCount} processes are killed, seed ${seed}`,
    balance,
    reached,
    problems: [
      ...missing === 0 ? [] : [`${missing} are missing: ${examples.join(", ")}`],
      ...accounts().lastDue!.values().some((last) => last >= 0) ? [] : ["nothing was due"],
      ...spooled === 0 ? [] : [`${spooled} are still on disk`],
      ...strangers === 0 ? [] : [`${strangers} arrived that nobody created`],
      ...findMiscounts({
        ledger: readLedger(ledger),
        points: receiver.points(),
        complete: [killCount + 1],
      }),
      // A record that was half written may be counted, and it was written in the last moments.
      ...told <= lastMoments
        ? []
        : [`${told} were told to be gone, but at most ${lastMoments} are`],
    ],
    said: [...new Set(said.join("\n").split("\n"))].join("\n"),
  };
}

/** Settles when the process is about what the kind is about, or the time for it is over. */
async function whenDue(
  { after, recording: { textLength = 0 } }: KillKind,
  { app, receiver, spool, recorded }: {
    readonly app: FaultApp;
    readonly receiver: RecordingReceiver;
    readonly spool: string;
    /** The number of the last span that it has recorded. */
    readonly recorded: () => number;
  },
): Promise<void> {
  const requested = receiver.whenRequested();
  const before = new Set(spanFilesIn(spool));
  const own = () => spanFilesIn(spool).filter((name) => !before.has(name));
  const until = async (isSo: () => boolean, limitMillis = EVENT_LIMIT_MS) => {
    const end = performance.now() + limitMillis;
    while (!isSo() && performance.now() < end) await wait(POLL_MS);
    return isSo();
  };
  // Nothing is promised before the delivery worker runs and has its first file, and has written what was
  // recorded by then: on a busy machine that is much, where much is recorded.
  if (!await until(() => own().length > 0, START_LIMIT_MS)) return;
  const bytes = (recorded() + 1) * textLength;
  if (await until(() => sizeOf(spool, own()) > bytes)) await app.beginWitness();
  if (after === "request") await Promise.race([requested, wait(EVENT_LIMIT_MS)]);
  if (after === "new segment") {
    const count = own().length;
    await until(() => own().length > count);
  }
}

/** The number of the last span of a run; -1 where there is none. */
function lastOf(ledger: string, run: string): number {
  return readLedger(ledger).findLast((entry) => entry.run === run)?.last ?? -1;
}

/**
 * Looks until the files have grown for so many more times, without a pause: whoever writes is then in
 * the middle of it.
 */
function waitForGrowth(spool: string, skip: number): void {
  const end = performance.now() + EVENT_LIMIT_MS;
  const sizeNow = () => sizeOf(spool, spanFilesIn(spool));
  let size = sizeNow();
  for (let left = skip + 1; left > 0 && performance.now() < end;) {
    const now = sizeNow();
    if (now > size) left--;
    size = now;
  }
}

function countLeft(ledger: readonly LedgerEntry[], spool: string, received: IdCounts): number {
  const told = [] as const;
  return balanceAccounts({ ledger, received, spooled: findSpooledIds(spool), told }).spooled;
}

function findOwn(spool: string, run: string) {
  let ownSegments = 0;
  const ownNumbers: number[] = [];
  for (const name of namesIn(spool)) {
    // Nobody is there any more who could remove it.
    const text = new TextDecoder("latin1").decode(Deno.readFileSync(`${spool}/${name}`));
    const found = [...text.matchAll(new RegExp(`id:${run}\\.(\\d+);`, "g"))];
    if (found.length > 0) ownSegments++;
    ownNumbers.push(...found.map(([, number]) => Number(number)));
  }
  return { ownSegments, ownNumbers };
}

function sizeOf(spool: string, names: readonly string[]): number {
  return names.reduce((sum, name) => {
    // It may be gone, since it was sent.
    const { size = 0 } = statSync(`${spool}/${name}`, { throwIfNoEntry: false }) ?? {};
    return sum + size;
  }, 0);
}

/** Files with spans: data points have some of their own. */
function spanFilesIn(spool: string): readonly string[] {
  return namesIn(spool).filter((name) => name.startsWith("traces-"));
}

function namesIn(spool: string): readonly string[] {
  try {
    return [...Deno.readDirSync(spool)].filter(({ isFile }) => isFile).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
