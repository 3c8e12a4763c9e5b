import { createCertificate } from "@otel-deno/otlp-receiver/testing";
import type { ReceiverTls } from "@otel-deno/otlp-receiver";
import { balanceAccounts } from "../account/balance_accounts.ts";
import { findMiscounts } from "../account/find_miscounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, type FaultSize, findImbalance } from "../fault_report.ts";
import type { FaultPhase, ReceiverFault } from "./receiver_fault_rows.ts";
import { type FaultApp, startFaultApp } from "../start_fault_app.ts";
import type { FaultReceiver, ReceiverState } from "../fault_receiver.ts";
import { startReceiverApart } from "../start_receiver_apart.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";
import { whenDelivered } from "../when_delivered.ts";

/** How a fault is run. */
export interface ReceiverFaultOptions {
  readonly size: FaultSize;
  /** Whether there is a spool. */
  readonly spool: boolean;
  /** A folder of its own. */
  readonly folder: string;
}

/** What a process may take to end with a receiver that does not take anything, in milliseconds. */
const EXIT_LIMIT_MS = 6000;
/** No telemetry of such little traffic needs more, whatever the receiver answers. */
const MEMORY_LIMIT = 256 * 1024 * 1024;
/** Of an answer, what may be on its way before its receiver notices that nobody reads it. */
const FLOOD_LIMIT = 64 * 1024 * 1024;
const RESOLVE_LATE = new URL("../testdata/resolve_late.ts", import.meta.url).pathname;

/** Puts an application with telemetry through the ways of a receiver, and says what arrived. */
export async function runReceiverFault(
  fault: ReceiverFault,
  { size, spool, folder }: ReceiverFaultOptions,
): Promise<FaultReport> {
  const { name, fate, protocol = "http", mayRepeat = false, phases: row } = fault;
  const { apart = protocol === "grpc" } = fault;
  const recording = apart ? undefined : startRecordingReceiver();
  await using receiver = recording ??
    startReceiverApart({ protocol, ledger: `${folder}/received` });
  const hosts = `${folder}/hosts`;
  const isNamedLate = row.some(({ as }) => as === "nameless");
  const trusted = await trustedBy(fault, folder);
  const spoolFolder = spool ? `${folder}/spool` : undefined;
  const ledger = `${folder}/ledger`;
  const phases = Array.from({ length: fault.times?.[size] ?? 1 }, () => row).flat();
  const secondsOf = (phase: FaultPhase) => phase[size] ?? phase.short;
  const rate = size === "short" ? 100 : 500;
  const start = (process: number, seconds: number): FaultApp =>
    startFaultApp({
      ledger,
      process,
      seconds,
      spansPerSecond: rate,
      logsPerSecond: rate,
      counts: true,
    }, {
      flags: isNamedLate ? [`--preload=${RESOLVE_LATE}`] : [],
      endpoint: `${trusted === undefined ? "http" : "https"}://${fault.host ?? "localhost"}:` +
        receiver.port,
      env: {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol === "grpc" ? "grpc" : "http/protobuf",
        ...trusted?.env,
        ...isNamedLate ? { OTEL_FAULT_HOSTS: hosts } : {},
        ...fault.env,
        ...spoolFolder === undefined ? {} : { OTEL_DENO_SPOOL_DIR: spoolFolder },
      },
    });
  const become = async (as: FaultPhase["as"]) => {
    await receiver.become(stateOf(as, trusted));
    const isNamed = as !== "nameless" && fault.host !== undefined;
    Deno.writeTextFileSync(hosts, isNamed ? `127.0.0.1 ${fault.host}\n` : "");
  };

  await become(phases[0]?.as ?? "well");
  const app = start(1, phases.reduce((sum, phase) => sum + secondsOf(phase), 0));
  await app.whenPrinted("started");
  for (const phase of phases) {
    await become(phase.as);
    await new Promise((resolve) => setTimeout(resolve, secondsOf(phase) * 1000));
  }
  await app.whenPrinted("recorded");
  if (fate === "delivered") {
    if (phases.at(-1)?.as !== "well") await become("well");
    await whenDelivered(receiver, readLedger(ledger), { limitMillis: 20_000 });
  }
  const endedAt = performance.now();
  const code = await app.end();
  const endMillis = performance.now() - endedAt;

  const apps = [app];
  const balance = () =>
    balanceAccounts({
      ledger: readLedger(ledger),
      received: receiver.received(),
      spooled: findSpooledIds(spoolFolder),
      told: apps.map(({ stderr }) => readToldLosses(stderr)),
    });
  const problems: string[] = [];
  if (spool && fate === "stranded" && fault.host === undefined) {
    const { spooled, created } = balance();
    if (spooled !== created) problems.push(`${spooled} of ${created} were on disk`);
    await become("well");
    apps.push(await replay(receiver, { ledger, app: start(2, 0.1) }));
  }
  const result = balance();
  const peak = Number(/^peak (\d+)/m.exec(app.stdout)?.[1]);
  problems.push(
    ...findImbalance(result),
    ...findMiscounts({
      ledger: readLedger(ledger),
      points: receiver.points(),
      complete: apps.map((_, at) => at + 1),
    }),
    ...findBrokenFate(result, fault, spool),
    ...fate !== "delivered" || findSpooledIds(spoolFolder).all.unique === 0
      ? []
      : ["what was delivered is still on disk"],
    ...code === 0 ? [] : [`the exit code was ${code}`],
    ...endMillis < EXIT_LIMIT_MS ? [] : [`the process took ${Math.round(endMillis)} ms to end`],
    ...peak < MEMORY_LIMIT ? [] : [`the process had ${peak} bytes of memory`],
    ...mayRepeat || result.duplicates === 0 ? [] : [`${result.duplicates} arrived twice`],
    ...recording === undefined ||
        recording.floodedBytes <= recording.requestCount * FLOOD_LIMIT
      ? []
      : [`it read ${recording.floodedBytes} bytes of answers`],
  );
  return {
    name: `${name}, ${spool ? "with" : "without"} a spool`,
    balance: result,
    problems,
    said: apps.map(({ stderr }) => stderr).join("\n"),
  };
}

/** Lets a process send what another one left. */
async function replay(
  receiver: FaultReceiver,
  { ledger, app }: { readonly ledger: string; readonly app: FaultApp },
): Promise<FaultApp> {
  await app.whenPrinted("recorded");
  await whenDelivered(receiver, readLedger(ledger), { limitMillis: 20_000 });
  await app.end();
  return app;
}

function findBrokenFate(
  balance: FaultReport["balance"],
  { fate, host }: ReceiverFault,
  spool: boolean,
): readonly string[] {
  const { created, delivered, spooled, quarantined, missing } = balance;
  if (created === 0) return ["nothing was recorded"];
  const counts = { delivered, spooled, quarantined, missing };
  const expected: keyof typeof counts = fate === "delivered"
    ? "delivered"
    : fate === "refused"
    ? spool ? "quarantined" : "missing"
    : !spool
    ? "missing"
    : host === undefined
    ? "delivered"
    : "spooled";
  return counts[expected] === created
    ? []
    : [`of ${created}, ${counts[expected]} were ${expected}: ${JSON.stringify(counts)}`];
}

interface Trusted {
  readonly env: Readonly<Record<string, string>>;
  readonly known: ReceiverTls;
  readonly unknown: ReceiverTls;
}

/** What there is to trust, where the fault is about that. */
async function trustedBy(
  { phases }: ReceiverFault,
  folder: string,
): Promise<Trusted | undefined> {
  if (!phases.some(({ as }) => as === "untrusted")) return undefined;
  const authority = await createCertificate({ name: "authority", authority: true });
  const known = await createCertificate({ issuer: authority });
  const file = `${folder}/authority.pem`;
  Deno.writeTextFileSync(file, authority.cert);
  return {
    env: { OTEL_EXPORTER_OTLP_CERTIFICATE: file },
    known,
    unknown: await createCertificate(),
  };
}

function stateOf(as: FaultPhase["as"], trusted: Trusted | undefined): ReceiverState {
  if (as === "down") return { is: "down" };
  if (as === "untrusted") return { is: "up", ...trusted && { tls: trusted.unknown } };
  const tls = trusted === undefined ? {} : { tls: trusted.known };
  return as === "well" || as === "nameless"
    ? { is: "up", ...tls }
    : { is: "up", ...tls, misbehave: as };
}
