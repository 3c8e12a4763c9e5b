// A machine that is busy: whoever starts a thread goes on a while after that has begun.
import process from "node:process";

const threads = process.getBuiltinModule("node:worker_threads");
const PAUSE_MS = 300;

threads.Worker = class extends threads.Worker {
  constructor(...given: ConstructorParameters<typeof threads.Worker>) {
    super(...given);
    for (const end = performance.now() + PAUSE_MS; performance.now() < end;);
  }
};
