import { ANSWERS, ENDED } from "./delivery_message.ts";

/**
 * The program of a delivery worker: runs another one, and answers `ended` when that cannot be loaded,
 * fails or ends. A thread that is blocked until something is delivered gets no events of the worker.
 * Nothing of it is printed, as Deno does with an error that nobody catches.
 *
 * @param entry The program to be run. Its `workerData` is a `DeliveryWorkerData`.
 * @returns The text of the program, for the option `eval`.
 */
export function workerProgram(entry: URL): string {
  return `
    const { port, memory } = process.getBuiltinModule("node:worker_threads").workerData;
    let reason = "it ended";
    const fail = (error) => {
      reason = error instanceof Error ? error.message : String(error);
      process.exit(1);
    };
    process.on("uncaughtException", fail);
    process.on("exit", () => {
      port.postMessage({ kind: "ended", reason });
      const state = new Int32Array(memory);
      Atomics.store(state, ${ENDED}, 1);
      Atomics.add(state, ${ANSWERS}, 1);
      Atomics.notify(state, ${ANSWERS});
    });
    import(${JSON.stringify(entry.href)}).catch(fail);`;
}
