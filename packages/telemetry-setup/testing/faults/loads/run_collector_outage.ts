import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { IdCounts } from "../account/id_counts.ts";
import { readLedger } from "../account/ledger.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, type FaultSize, findImbalance } from "../fault_report.ts";
import { pickPort } from "../pick_port.ts";
import { type FaultApp, startFaultApp } from "../start_fault_app.ts";
import { whenDelivered } from "../when_delivered.ts";

/** A real Collector that keeps what arrives. */
export interface CollectorRun {
  /** OTLP/JSON, an object an export; also after it was stopped. */
  // deno-lint-ignore no-explicit-any -- OTLP/JSON
  readJsonLines(): any[];
  /** Ends it as an operator would. */
  stop(): Promise<number>;
}

/** How the outage is run. */
export interface CollectorOutageOptions {
  readonly size: FaultSize;
  /** A folder of its own. */
  readonly folder: string;
  /** Starts a Collector that takes OTLP over HTTP at a port. */
  readonly startCollector: (port: number) => Promise<CollectorRun>;
}

/** Spans a second. */
export const OUTAGE_RATE = 5000;
/** How long the Collector is there, away and there again, in seconds. */
export const OUTAGE_SECONDS = {
  short: { before: 2, outage: 4, after: 2 },
  long: { before: 10, outage: 30, after: 10 },
} as const;
const DELIVERY_LIMIT_MS = { short: 30_000, long: 120_000 } as const;

/**
 * An application with a spool sends to a real Collector, which is stopped for a while. In the middle of
 * that the application is restarted; when all are there again, the Collector is, once more.
 */
export async function runCollectorOutage(
  { size, folder, startCollector }: CollectorOutageOptions,
): Promise<FaultReport> {
  const port = pickPort();
  const spool = `${folder}/spool`;
  const ledger = `${folder}/ledger`;
  const { before, outage, after } = OUTAGE_SECONDS[size];
  const start = (process: number, seconds: number): FaultApp =>
    startFaultApp({
      ...{ ledger, process, seconds },
      spansPerSecond: OUTAGE_RATE,
      together: 10,
    }, {
      endpoint: `http://127.0.0.1:${port}`,
      env: { OTEL_DENO_SPOOL_DIR: spool, OTEL_BSP_SCHEDULE_DELAY: "" },
    });

  const collectors = [await startCollector(port)];
  const first = start(1, before + outage / 2);
  await first.whenPrinted("started");
  await wait(before);
  await collectors[0]?.stop();
  await first.whenPrinted("recorded");
  const codes = [await first.end()];
  const second = start(2, outage / 2 + after);
  await second.whenPrinted("started");
  await wait(outage / 2);
  collectors.push(await startCollector(port));
  await wait(after / 2);
  await collectors[1]?.stop();
  collectors.push(await startCollector(port));
  await second.whenPrinted("recorded");
  const received = () => countIds(collectors);
  await whenDelivered({ received }, readLedger(ledger), {
    limitMillis: DELIVERY_LIMIT_MS[size],
    pollMillis: 1000,
  });
  codes.push(await second.end());
  await collectors[2]?.stop();
  const said = [first.stderr, second.stderr];
  const balance = balanceAccounts({
    ledger: readLedger(ledger),
    received: received(),
    spooled: findSpooledIds(spool),
    told: said.map(readToldLosses),
  });
  const { created, delivered } = balance;
  return {
    name: `a real Collector is stopped for ${outage} s, it and the application are restarted`,
    balance,
    problems: [
      ...findImbalance(balance),
      ...created > 0 && delivered === created ? [] : [`of ${created}, ${delivered} were delivered`],
      ...codes.every((code) => code === 0) ? [] : [`the exit codes were ${codes.join(", ")}`],
    ],
    said: said.join("\n"),
  };
}

function countIds(collectors: readonly CollectorRun[]): IdCounts {
  const ids = new IdCounts();
  for (const collector of collectors) {
    for (const { resourceSpans = [] } of collector.readJsonLines()) {
      for (const { scopeSpans } of resourceSpans) {
        for (const { spans } of scopeSpans) for (const { name } of spans) ids.addFrom(name);
      }
    }
  }
  return ids;
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
