import { flushAtWorkerEnd } from "./flush_at_worker_end.ts";
import { WORKER_FACTS, type WorkerFacts } from "./instrumentations/worker/eval_prologue.ts";
import { holdMessages, LINKED, RELEASE_MESSAGES } from "./instrumentations/worker/hold_messages.ts";
import type { ResourceFacts } from "./resource/runtime_facts.ts";
import type { ThreadFacts } from "./start_from_environment.ts";

/** What an entry may know better than its thread can find out. */
export interface StartOnceFacts extends Partial<ResourceFacts> {
  /** Whether Deno restarts the application on changes. @default as far as it can be found out */
  readonly isWatched?: boolean;
}

interface ThreadState {
  [WORKER_FACTS]?: WorkerFacts;
  [RELEASE_MESSAGES]?: () => void;
  [LINKED]?: Promise<unknown>;
}

/**
 * Finds out what is to be different in this thread. In a worker, messages are held from now on: the
 * first one is not the application's, whatever becomes of telemetry.
 */
export function describeThread(
  { isWatched, ...facts }: StartOnceFacts,
): ThreadFacts & { readonly facts: Partial<ResourceFacts> } {
  const state = globalThis as ThreadState;
  const worker = state[WORKER_FACTS];
  if (worker === undefined) return { facts, isWatched: isWatched ?? watches() };
  const { link, release, beforeEachMessage } = holdMessages();
  state[RELEASE_MESSAGES] = release;
  state[LINKED] = link;
  const deliveryPort = link.then(({ delivery }) => {
    if (delivery === undefined) throw new Error("the thread above has none");
    return delivery;
  });
  // Where nothing is sent, nobody asks for it, and a rejection would end the application.
  deliveryPort.catch(() => {});
  return {
    facts: { mainModule: () => worker.mainModule, ...facts },
    handedOver: {
      root: worker.carrier ?? link.then(({ carrier }) => carrier),
      beforeEachMessage,
    },
    flushAtEnd: (end) => flushAtWorkerEnd(end, link),
    deliveryPort,
  };
}

/** Deno tells that nowhere; its command line may be read on Linux where everything is permitted. */
function watches(): boolean {
  const all = ["read", "write", "net", "env", "run", "sys", "ffi", "import"] as const;
  try {
    return Deno.build.os === "linux" &&
      all.every((name) => Deno.permissions.querySync({ name }).state === "granted") &&
      /\0--watch(-hmr)?[=\0]/.test(Deno.readTextFileSync("/proc/self/cmdline"));
  } catch {
    return false;
  }
}
