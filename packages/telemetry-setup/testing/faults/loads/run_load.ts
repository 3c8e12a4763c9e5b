import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readToldLosses } from "../account/read_told_losses.ts";
import { type FaultReport, type FaultSize, findImbalance } from "../fault_report.ts";
import { pickPort } from "../pick_port.ts";
import { type FaultApp, startFaultApp } from "../start_fault_app.ts";
import { readReceived, startReceiverProcess } from "../start_receiver_process.ts";
import { whenDelivered } from "../when_delivered.ts";
import type { Load } from "./load_rows.ts";

const MIB = 1024 * 1024;
const SLOW_MS = 500;
/** How many requests are under way at a time. */
const CLIENTS = 8;
/** How long what waits may take to arrive, once nothing more is recorded. */
const DELIVERY_LIMIT_MS = 15_000;

/** Lets an application record very much, and says what arrived. */
export async function runLoad(
  load: Load,
  { size, folder }: { readonly size: FaultSize; readonly folder: string },
): Promise<FaultReport> {
  const { recording, receiver: is = "well", fate, serves = false } = load;
  const port = pickPort();
  const spool = load.spool === true ? `${folder}/spool` : undefined;
  const ledger = `${folder}/ledger`;
  const received = `${folder}/received`;
  Deno.writeTextFileSync(received, "");
  await using stack = new AsyncDisposableStack();
  if (is !== "down") {
    stack.use(
      await startReceiverProcess({
        port,
        ledger: received,
        delayMillis: is === "slow" ? SLOW_MS : 0,
      }),
    );
  }
  const app = startFaultApp({ ledger, process: 1, seconds: load[size], serves, ...recording }, {
    endpoint: `http://127.0.0.1:${port}`,
    env: {
      // The default.
      OTEL_BSP_SCHEDULE_DELAY: "",
      ...load.env,
      ...spool === undefined ? {} : { OTEL_DENO_SPOOL_DIR: spool },
    },
  });
  const failedRequests = serves ? await sendRequests(app) : 0;
  await app.whenPrinted("recorded");
  if (fate === "delivered") {
    const receiver = { received: () => readReceived(received) };
    await whenDelivered(receiver, readLedger(ledger), {
      limitMillis: DELIVERY_LIMIT_MS,
      pollMillis: 250,
    });
  }
  const code = await app.end();
  const balance = balanceAccounts({
    ledger: readLedger(ledger),
    received: readReceived(received),
    spooled: findSpooledIds(spool),
    told: [readToldLosses(app.stderr)],
  });
  const peak = Number(/^peak (\d+)/m.exec(app.stdout)?.[1]);
  const { created, delivered, missing } = balance;
  return {
    name: `${load.name}: ${Math.round(created / load[size])} a second, ${
      Math.round(peak / MIB)
    } MiB of memory`,
    balance,
    problems: [
      ...findImbalance(balance),
      ...fate === "bounded" || delivered === created
        ? []
        : [`of ${created}, ${delivered} were delivered`],
      ...fate === "delivered" || missing > 0 ? [] : ["it was not too much"],
      // A slow receiver may have taken what the process did not hear of as it ended.
      ...is === "slow" || balance.duplicates === 0 ? [] : [`${balance.duplicates} arrived twice`],
      ...failedRequests === 0 ? [] : [`${failedRequests} requests failed`],
      ...peak < load.memory * MIB ? [] : [`it took ${Math.round(peak / MIB)} MiB of memory`],
      ...code === 0 ? [] : [`the exit code was ${code}`],
    ],
    said: app.stderr,
  };
}

/** Sends requests to the application while it records; how many failed. */
async function sendRequests(app: FaultApp): Promise<number> {
  await app.whenPrinted("serving");
  const url = `http://127.0.0.1:${/^serving (\d+)/m.exec(app.stdout)?.[1]}`;
  let isOver = false;
  let failed = 0;
  const over = app.whenPrinted("recorded").then(() => {
    isOver = true;
  });
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (!isOver) {
      try {
        const response = await fetch(url);
        if (await response.text() !== "served") failed++;
      } catch {
        failed++;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }));
  await over;
  return failed;
}
