import { balanceAccounts } from "../account/balance_accounts.ts";
import { findMiscounts } from "../account/find_miscounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, findImbalance } from "../fault_report.ts";
import { COUNT_ENV } from "../count_env.ts";
import type { ReceiverState } from "../fault_receiver.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";
import type { ExitReceiver, ExitWay } from "./exit_ways.ts";

/** What a process leaves. */
interface End {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  /** What the application prints, without what the distribution says. */
  readonly stdout: string;
  readonly stderr: string;
  readonly said: string;
  /** How many signals it got. */
  readonly signals: number;
  /** From the moment in which the end began, or the last signal came. */
  readonly millis: number;
}

const APP = new URL("../testdata/end_in_a_way.ts", import.meta.url).pathname;
const REGISTER = new URL("../../../register.ts", import.meta.url).pathname;
const STATES: Readonly<Record<ExitReceiver["is"], ReceiverState>> = {
  well: { is: "up" },
  down: { is: "down" },
  silent: { is: "up", misbehave: { kind: "silence" } },
};
/** OTEL_DENO_EXIT_TIMEOUT without and with a spool, and what a busy machine needs besides. */
const LIMIT_MS = { memory: 3000 + 1500, spool: 2000 + 1500 } as const;
const AGAIN_MS = 500;
const HUNG_MS = 20_000;

/** Lets a process end in some way, and compares it with the same one without telemetry. */
export async function runExit(
  way: ExitWay,
  { receiver: around, folder }: { readonly receiver: ExitReceiver; readonly folder: string },
): Promise<FaultReport> {
  await using receiver = startRecordingReceiver();
  await receiver.become(STATES[around.is]);
  const spool = around.spool ? `${folder}/spool` : undefined;
  const ledger = `${folder}/ledger`;
  const [plain, end] = await Promise.all([
    run(way, { ledger: `${folder}/plain`, flags: [], env: {}, isKept: () => true }),
    run(way, {
      ledger,
      // What is on disk by then is not lost by leaving at once.
      isKept: () => spool === undefined || around.is !== "silent" || hasAll(ledger, spool),
      flags: [`--preload=${REGISTER}`],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.port}`,
        ...COUNT_ENV,
        OTEL_DENO_DISABLED_INSTRUMENTATIONS: "*",
        OTEL_DENO_SPOOL_DIR: spool ?? "none",
      },
    }),
  ]);
  const told = readToldLosses(end.said);
  const balance = balanceAccounts({
    ledger: readLedger(ledger),
    received: receiver.received(),
    spooled: findSpooledIds(spool),
    told: [told],
  });
  const { created, delivered, spooled, missing } = balance;
  const counts = { delivered, spooled, missing };
  const fate = around.is === "well" ? "delivered" : around.spool ? "spooled" : "missing";
  // Who presses Ctrl-C again waits for no receiver, and gets no account of what it did not take.
  const leavesAtOnce = way.again === true && around.is === "silent";
  // On a machine so busy that the process had not ended by itself by then, it left at once, too.
  const wasHurried = !leavesAtOnce && end.signals > 1;
  return {
    name: `${way.name}, with ${around.name}`,
    balance,
    problems: [
      ...wasHurried
        ? []
        : !leavesAtOnce
        ? findImbalance(balance)
        : told.lostCount + told.keptCount === 0
        ? []
        : ["it waited for the receiver"],
      ...findMiscounts({
        ledger: readLedger(ledger),
        points: receiver.points(),
        complete: leavesAtOnce || wasHurried ? [] : [1],
      }),
      ...created > 0 && (wasHurried || counts[fate] === created)
        ? []
        : [`of ${created}, ${counts[fate]} were ${fate}: ${JSON.stringify(counts)}`],
      ...isSame("exit code", plain.code, end.code),
      ...isSame("signal", plain.signal, end.signal),
      ...isSame("standard output", timeless(plain.stdout), timeless(end.stdout)),
      ...isSame("standard error", timeless(plain.stderr), timeless(end.stderr)),
      ...end.millis < LIMIT_MS[around.spool ? "spool" : "memory"]
        ? []
        : [`it took ${Math.round(end.millis)} ms to end`],
      // Who leaves at once does not hear that something was taken.
      ...balance.duplicates === 0 || way.again === true
        ? []
        : [`${balance.duplicates} arrived twice`],
      ...around.is === "well" && end.said.includes("warning") ? ["there was a warning"] : [],
    ],
    said: end.said,
  };
}

async function run(
  { way, signal, again = false, command = "run" }: ExitWay,
  { ledger, flags, env, isKept }: {
    readonly ledger: string;
    readonly flags: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /** Whether the signal may come again. */
    readonly isKept: () => boolean;
  },
): Promise<End> {
  const separator = command === "test" ? ["--"] : [];
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...[command, "--allow-all", "--no-check", ...flags, APP],
      ...[...separator, way, ledger, signal === undefined ? "go" : "wait"],
    ],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(HUNG_MS),
  }).spawn();
  let endBegan = performance.now();
  let stdout = "";
  let told = false;
  let signals = 0;
  const send = () => {
    endBegan = performance.now();
    try {
      child.kill(signal);
      signals++;
    } catch {
      // It is over already.
    }
  };
  const readStdout = async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      stdout += text;
      if (told || !/^(waiting|ending)$/m.test(stdout)) continue;
      told = true;
      endBegan = performance.now();
      if (signal === undefined) continue;
      send();
      if (!again) continue;
      // It may have met the first one late, and take the next one for the same Ctrl-C.
      const sending = setInterval(() => isKept() && send(), AGAIN_MS);
      child.status.finally(() => clearInterval(sending));
    }
  };
  const [{ code, signal: endedBy }, stderr] = await Promise.all([
    child.status,
    new Response(child.stderr).text(),
    readStdout(),
  ]);
  const millis = performance.now() - endBegan;
  return {
    code,
    signal: endedBy,
    stdout: filterLines(stdout, (line) => !isOurs(line)),
    stderr: filterLines(stderr, (line) => !isOurs(line)),
    // `deno test` prints on standard output what a test module has on standard error.
    said: filterLines(`${stdout}\n${stderr}`, isOurs),
    signals,
    millis,
  };
}

/** Whether everything that was recorded is on disk. */
function hasAll(ledger: string, spool: string): boolean {
  const { all } = findSpooledIds(spool);
  return readLedger(ledger).every(({ run, first }) => all.has(run, first));
}

/** What the distribution says, and the lines that `deno test` puts around it. */
function isOurs(line: string): boolean {
  return /^(otel-deno|-{4,} (pre|post)-test output)/.test(line);
}

function filterLines(text: string, isWanted: (line: string) => boolean): string {
  return text.split("\n").filter(isWanted).join("\n");
}

/** Without how long tests took. */
function timeless(text: string): string {
  return text.replaceAll(/\(\d+(µ|m)?s\)/g, "");
}

function isSame(what: string, before: unknown, after: unknown): readonly string[] {
  if (before === after) return [];
  return [`the ${what} is ${JSON.stringify(after)}, without telemetry ${JSON.stringify(before)}`];
}
