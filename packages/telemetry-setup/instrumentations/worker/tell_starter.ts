import process from "node:process";
import { diag } from "@opentelemetry/api";
import { type ContextTeller, createContextTeller } from "./context_teller.ts";
import type { WorkerLink } from "./hold_messages.ts";
import { takesReplies } from "./worker_link.ts";

type PostMessage = (...args: unknown[]) => void;
interface Poster {
  postMessage?: PostMessage;
}

/**
 * In a worker: tells the thread that started it of the context in which messages to it are sent, from
 * when both are linked.
 */
export function tellStarter(link: Promise<WorkerLink>): Disposable {
  using undo = new DisposableStack();
  let linked: { readonly memory: WorkerLink["memory"]; readonly teller: ContextTeller } | undefined;
  link.then(({ memory, carrier }) => {
    linked = { memory, teller: createContextTeller(carrier) };
  }, () => {});

  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  const posters = new Set<Poster | null>([globalThis as Poster, parentPort as Poster | null]);
  for (const poster of posters) {
    const postMessage = poster?.postMessage;
    if (poster === null || postMessage === undefined) continue;
    const postInContext: PostMessage = function (this: unknown, ...args) {
      try {
        if (linked !== undefined && takesReplies(linked.memory)) {
          linked.teller.tell((message) => Reflect.apply(postMessage, poster, [message]));
        }
      } catch (error) {
        diag.debug(`Cannot tell of the context of a message: ${error}`);
      }
      return Reflect.apply(postMessage, this, args);
    };
    poster.postMessage = postInContext;
    undo.defer(() => {
      if (poster.postMessage === postInContext) poster.postMessage = postMessage;
    });
  }
  return undo.move();
}
