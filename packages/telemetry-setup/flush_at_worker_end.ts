import process from "node:process";
import type { ExitFlush } from "./flush_at_exit.ts";
import type { WorkerLink } from "./instrumentations/worker/hold_messages.ts";
import { answerFlushes } from "./instrumentations/worker/worker_link.ts";

/**
 * Flushes at every end of a worker that its own code brings about: `close()`, `Deno.exit`, nothing
 * left to do, an error that nobody caught; and whenever the thread that started it asks for it, as
 * it does before `terminate()` and at its own end. Signals are that thread's.
 *
 * @param link What joins it to that thread.
 * @returns Takes the listeners away.
 */
export function flushAtWorkerEnd(
  { flush, end }: ExitFlush,
  link: Promise<WorkerLink>,
): () => void {
  using undo = new DisposableStack();
  let ended = false;
  let stopAnswering = () => {};
  const endOnce = () => {
    if (ended) return;
    ended = true;
    end();
    stopAnswering();
  };
  link.then(({ memory }) => {
    stopAnswering = answerFlushes(memory, flush);
    if (ended) stopAnswering();
  });

  const events = [
    ["error", () => flush()],
    ["unhandledrejection", () => flush()],
    ["unload", endOnce],
  ] as const;
  for (const [name, listener] of events) {
    addEventListener(name, listener);
    undo.defer(() => removeEventListener(name, listener));
  }
  // A worker of Node with nothing left to do has no other event.
  process.on("exit", endOnce);
  undo.defer(() => void process.off("exit", endOnce));

  const { close } = globalThis;
  if (close !== undefined) {
    Object.assign(globalThis, {
      close() {
        endOnce();
        close();
      },
    });
    undo.defer(() => void Object.assign(globalThis, { close }));
  }
  const stack = undo.move();
  return () => stack.dispose();
}
