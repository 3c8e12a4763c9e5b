import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Context, diag } from "@opentelemetry/api";
import type { Instrumentation } from "../instrumentation.ts";
import { activeCarrier } from "./active_carrier.ts";
import { type ContextTeller, createContextTeller } from "./context_teller.ts";
import { hearReplies } from "./hear_replies.ts";
import { LINK_MESSAGE, LINKED, type WorkerLink } from "./hold_messages.ts";
import { type WantedWorker, whyNotInstrumented } from "./why_not_instrumented.ts";
import { evalPrologue } from "./eval_prologue.ts";
import { observeBroadcastChannel } from "./observe_broadcast_channel.ts";
import { tellStarter } from "./tell_starter.ts";
import { workerEntryUrl } from "./worker_entry_url.ts";
import { announceContext, askToFlush, createLink, type LinkLimits } from "./worker_link.ts";

/** Options of {@linkcode createWorkerInstrumentation}. */
export interface WorkerInstrumentationOptions {
  /** The module that starts telemetry in a worker. */
  readonly entry: URL;
  /** The same for a worker that is a script, as CommonJS. */
  readonly scriptEntry: URL;
  /** URL of the module that the application was started with. */
  readonly mainModule: () => string | undefined;
  /** A way to the thread that sends telemetry, for one worker; `undefined` where there is none. */
  readonly connectDelivery: () => MessagePort | undefined;
  /** Makes a context active for the rest of this task. */
  readonly enter: (context: Context) => void;
}

/** The instrumentation `worker`. */
export interface WorkerInstrumentation extends Instrumentation {
  /**
   * Asks all workers to flush, and does not wait.
   *
   * @returns Blocks this thread until they have, as long as the limits allow.
   */
  flushWorkers(): (limits: LinkLimits) => void;
}

interface Link {
  readonly memory: Int32Array<SharedArrayBuffer>;
  readonly teller: ContextTeller;
}
/** What both kinds of worker have in common. */
interface AnyWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
}
type WorkerClass = (new (specifier: string | URL, options?: never) => AnyWorker) & {
  readonly prototype: AnyWorker;
};

/** `terminate()` is the end of a worker: what it has recorded is worth this much of a wait. */
const TERMINATE_LIMITS: LinkLimits = { seenMillis: 20, doneMillis: 100 };

/**
 * Starts telemetry in Web workers and in workers of `node:worker_threads`, before the application's
 * module, and with the same configuration. A worker where that cannot be done is started as ever,
 * and one line says why.
 */
export function createWorkerInstrumentation(
  options: WorkerInstrumentationOptions,
): WorkerInstrumentation {
  const { entry, scriptEntry } = options;
  const links = new Map<AnyWorker, Link>();
  const told = new Set<string>();
  let enabled = false;

  function isInstrumented(wanted: WantedWorker): boolean {
    const reason = whyNotInstrumented(wanted, { entry });
    if (reason === undefined) return true;
    // Once: an application may start thousands.
    if (!told.has(reason)) diag.warn(`Cannot instrument a worker: ${reason}`);
    told.add(reason);
    return false;
  }

  const entryFor = (app: URL) =>
    workerEntryUrl({ entry: entry.href, app: app.href, mainModule: options.mainModule() });

  /** What the constructor of Web workers is called with instead. */
  function planWebWorker([specifier, given]: readonly unknown[]): readonly unknown[] | undefined {
    const { type = "classic", deno } = (given ?? {}) as WorkerOptions;
    const url = URL.parse(String(specifier), globalThis.location?.href);
    if (url === null || isMissing(url)) return undefined;
    const wanted: WantedWorker = { url, type, permissions: permissionsOf(deno) };
    return isInstrumented(wanted) ? [entryFor(url), given] : undefined;
  }

  /** What the constructor of Node's workers is called with instead. */
  function planNodeWorker([specifier, given]: readonly unknown[]): readonly unknown[] | undefined {
    if ((given as { eval?: unknown } | undefined)?.eval) {
      if (typeof specifier !== "string" || !isInstrumented({ url: undefined })) return undefined;
      const facts = { mainModule: options.mainModule(), carrier: activeCarrier() };
      const prologue = evalPrologue({ scriptEntry, ...facts });
      return [prologue + specifier, given];
    }
    const url = urlOfNodeWorker(specifier);
    if (url === undefined || isMissing(url)) return undefined;
    return isInstrumented({ url }) ? [new URL(entryFor(url)), given] : undefined;
  }

  function wrap(
    Original: WorkerClass,
    plan: (args: readonly unknown[]) => readonly unknown[] | undefined,
  ): WorkerClass {
    const Wrapped: WorkerClass = new Proxy(Original, {
      construct(target, args, newTarget) {
        const planned = enabled ? attempt(() => plan(args)) : undefined;
        const constructor = newTarget === Wrapped ? target : newTarget;
        if (planned === undefined) return Reflect.construct(target, args, constructor);
        const worker: AnyWorker = Reflect.construct(target, planned, constructor);
        attempt(() => connect(worker));
        return worker;
      },
    });
    return Wrapped;
  }

  /** The first message to it; holds also where the class of the application has its own method. */
  function connect(worker: AnyWorker): void {
    const memory = createLink();
    const { postMessage } = worker instanceof globalThis.Worker
      ? globalThis.Worker.prototype
      : nodeWorkers.Worker.prototype;
    const delivery = options.connectDelivery();
    const teller = createContextTeller();
    const message: WorkerLink = {
      memory,
      carrier: teller.told,
      endsWhenIdle: !(worker instanceof globalThis.Worker),
      ...delivery === undefined ? {} : { delivery },
    };
    const transfer = delivery === undefined ? [] : [delivery];
    Reflect.apply(postMessage, worker, [{ [LINK_MESSAGE]: message }, transfer]);
    links.set(worker, { memory, teller });
    const replies = { memory, teller, enter: options.enter };
    hearReplies(worker as unknown as globalThis.Worker | NodeWorker, replies);
    const forget = () => void links.delete(worker);
    if (worker instanceof globalThis.Worker) worker.addEventListener("error", forget);
    else (worker as unknown as NodeWorker).on("exit", forget);
  }

  function wrapTerminate(prototype: AnyWorker): () => void {
    const { terminate } = prototype;
    prototype.terminate = function (this: AnyWorker, ...args: []) {
      const link = links.get(this);
      links.delete(this);
      if (link !== undefined) attempt(() => askToFlush(link.memory)(TERMINATE_LIMITS));
      return Reflect.apply(terminate, this, args);
    };
    return () => void (prototype.terminate = terminate);
  }

  /** A message of ours before one of the application's, where its context is another one than before. */
  function wrapPostMessage(prototype: AnyWorker): () => void {
    const { postMessage } = prototype;
    const tell = (worker: AnyWorker, { memory, teller }: Link) => {
      teller.tell((message) => {
        if (announceContext(memory)) Reflect.apply(postMessage, worker, [message]);
      });
    };
    prototype.postMessage = function (this: AnyWorker, ...args: [unknown]) {
      const link = links.get(this);
      if (link !== undefined && enabled) attempt(() => tell(this, link));
      return Reflect.apply(postMessage, this, args);
    };
    return () => void (prototype.postMessage = postMessage);
  }

  const { Worker } = globalThis;
  const { Worker: NodeWorker } = nodeWorkers;

  return {
    name: "worker",
    enable(_providers, { otel_deno }) {
      using undo = new DisposableStack();
      if (otel_deno.broadcast_channel) undo.use(observeBroadcastChannel());
      undo.defer(wrapTerminate(Worker.prototype));
      undo.defer(wrapPostMessage(Worker.prototype));
      undo.defer(wrapTerminate(NodeWorker.prototype as unknown as AnyWorker));
      undo.defer(wrapPostMessage(NodeWorker.prototype as unknown as AnyWorker));
      const linked = (globalThis as { [LINKED]?: Promise<WorkerLink> })[LINKED];
      if (linked !== undefined) undo.use(tellStarter(linked));
      Object.assign(globalThis, {
        Worker: wrap(Worker as unknown as WorkerClass, planWebWorker),
      });
      undo.defer(() => void Object.assign(globalThis, { Worker }));
      Object.assign(nodeWorkers, {
        Worker: wrap(NodeWorker as unknown as WorkerClass, planNodeWorker),
      });
      undo.defer(() => void Object.assign(nodeWorkers, { Worker: NodeWorker }));
      enabled = true;
      undo.defer(() => void (enabled = false));
      return undo.move();
    },
    flushWorkers() {
      const waits = [...links.values()].map(({ memory }) => askToFlush(memory));
      return (limits) => waits.forEach((wait) => wait(limits));
    },
  };
}

type NodeWorker = import("node:worker_threads").Worker;

/**
 * What `require` gets of it, and `import`, too, as long as nothing has imported it before: therefore
 * nothing of ours does.
 */
const nodeWorkers = process.getBuiltinModule("node:worker_threads");

function permissionsOf(deno: unknown): unknown {
  return (deno as { readonly permissions?: unknown } | undefined)?.permissions;
}

function urlOfNodeWorker(specifier: unknown): URL | undefined {
  if (specifier instanceof URL) return specifier;
  // What is neither is refused by the constructor.
  return typeof specifier === "string" && /^(\.{0,2}[/\\]|[A-Za-z]:[/\\])/.test(specifier)
    ? pathToFileURL(specifier)
    : undefined;
}

/** A worker without a module is refused as ever: Deno's message must not name our entry. */
function isMissing(url: URL): boolean {
  if (url.protocol !== "file:") return false;
  const path = fileURLToPath(url);
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return true;
  try {
    return !Deno.statSync(path).isFile;
  } catch {
    return true;
  }
}

/** What goes wrong with us must not go wrong for the application. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    diag.debug(`Cannot instrument a worker: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
