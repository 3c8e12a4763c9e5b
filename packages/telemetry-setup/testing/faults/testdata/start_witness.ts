import process from "node:process";
import type { LedgerEntry } from "../account/ledger.ts";
import type { Witness } from "../start_fault_app.ts";

/** What was recorded, and about how many bytes that takes. */
export interface Recorded {
  readonly entry: LedgerEntry;
  readonly bytes: number;
}

/** What `witness.ts` is told: what was recorded, and that it is due from now on. */
export type WitnessMessage = Recorded | "begin";

/** What `witness.ts` waits of it, in milliseconds. */
const WAITS_THERE_MS = 100;

/** Starts the thread that writes down what is due to be kept. */
export function startWitness({ ledger: path, afterMillis }: Witness): {
  /** Tells it what was recorded now. */
  tell(recorded: Recorded): void;
  /** Nothing is due sooner. */
  begin(): void;
} {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const { port1, port2 } = new MessageChannel();
  new Worker(new URL("./witness.ts", import.meta.url), {
    workerData: { port: port2, path },
    transferList: [port2 as never],
  }).unref();
  const post = (message: WitnessMessage) => port1.postMessage(message);
  return {
    tell: (recorded) => void setTimeout(() => post(recorded), afterMillis - WAITS_THERE_MS),
    begin: () => post("begin"),
  };
}
