// Comes before telemetry: ends the delivery worker so many milliseconds after it was started, and the
// one that takes its place again, as often as OTEL_FAULT_WORKER_ENDS has numbers.
import process from "node:process";

const delays = (process.env.OTEL_FAULT_WORKER_ENDS ?? "").split(",").map(Number);
const threads = process.getBuiltinModule("node:worker_threads");
const { Worker } = threads;

threads.Worker = class extends Worker {
  constructor(...given: ConstructorParameters<typeof Worker>) {
    super(...given);
    const delay = delays.shift();
    if (delay === undefined) return;
    // It keeps nobody alive.
    setTimeout(() => {
      console.log("ended a worker");
      this.terminate();
    }, delay).unref();
  }
};
