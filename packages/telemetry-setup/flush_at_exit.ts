import process from "node:process";

/** How each end of the process is met. */
export interface ExitFlush {
  /** The process may still live on: everything is handed over and waited for, nothing is closed. */
  flush(): void;
  /** The process ends now. */
  end(): void;
  /**
   * Where `end` cannot wait, what has to be awaited before the process ends. It is, except at
   * `Deno.exit` and an error that nobody caught. `undefined` where `end` waits.
   */
  endLater(): Promise<void> | undefined;
}

/** The signals whose default effect is the end of the process, and their exit codes. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
type EndSignal = keyof typeof SIGNALS;

/** Options of {@linkcode flushAtExit}. */
export interface FlushAtExitOptions {
  /**
   * Whether Deno restarts the application on changes. It then announces the restart by a SIGTERM of
   * its own making, which must not end the process.
   *
   * @default false
   */
  readonly isWatched?: boolean;
}

/** After so long Deno 2.9 has restarted a watched application: what still runs got a real signal. */
const RESTARTED_MS = 700;

/**
 * Flushes at every end of the process: a normal one, `Deno.exit`, an error that nobody caught,
 * SIGINT and SIGTERM.
 *
 * A signal has its default effect after the flush, unless the application listens for it: then it
 * is the application that ends the process, or does not. The exit code stays the application's.
 *
 * @returns Takes the listeners away.
 */
export function flushAtExit(
  { flush, end, endLater }: ExitFlush,
  { isWatched = false }: FlushAtExitOptions = {},
): () => void {
  let ended = false;
  const endOnce = () => {
    if (!ended) end();
    ended = true;
  };
  const listeners = endSignals().map((signal) => {
    let dying = false;
    const listener = async () => {
      if (dying || process.listenerCount(signal) > 1 || applicationListens.has(signal)) return;
      dying = true;
      if (isWatched && signal === "SIGTERM") {
        flush();
        await new Promise((resolve) => setTimeout(resolve, RESTARTED_MS));
      }
      await endLater();
      endOnce();
      // Not before: a second signal, as of a process group, would end the process half flushed.
      process.removeListener(signal, listener);
      die(signal);
    };
    process.on(signal, listener);
    return () => process.removeListener(signal, listener);
  });
  // Only now: `process.on` of ours calls Deno.addSignalListener as well.
  const applicationListens = countSignalListeners();
  let waited = false;
  const waitBeforeUnload = (event: { preventDefault(): void }) => {
    const ending = waited ? undefined : endLater();
    waited = true;
    if (ending === undefined) return;
    // The process lives on until this is done, and then comes here again.
    event.preventDefault();
    ending.catch(() => {});
  };
  addEventListener("beforeunload", waitBeforeUnload);
  // The error events can be prevented by a listener of the application's that comes after ours.
  addEventListener("error", flush);
  addEventListener("unhandledrejection", flush);
  addEventListener("unload", endOnce);

  return () => {
    for (const remove of listeners) remove();
    applicationListens.dispose();
    removeEventListener("beforeunload", waitBeforeUnload);
    removeEventListener("error", flush);
    removeEventListener("unhandledrejection", flush);
    removeEventListener("unload", endOnce);
  };
}

/** Windows knows no SIGTERM. */
function endSignals(): EndSignal[] {
  return Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
}

/** Ends the process as the signal does by default; Deno allows that only with --allow-run. */
function die(signal: EndSignal): void {
  if (Deno.permissions.querySync({ name: "run" }).state === "granted") Deno.kill(Deno.pid, signal);
  else Deno.exit(SIGNALS[signal]);
}

/** Knows for which signals the application has listeners by `Deno.addSignalListener`. */
function countSignalListeners(): { has(signal: EndSignal): boolean; dispose(): void } {
  const { addSignalListener, removeSignalListener } = Deno;
  const listeners = new Map<Deno.Signal, Set<() => void>>();
  const add: typeof addSignalListener = (signal, handler) => {
    addSignalListener(signal, handler);
    const known = listeners.get(signal) ?? new Set();
    listeners.set(signal, known.add(handler));
  };
  const remove: typeof removeSignalListener = (signal, handler) => {
    removeSignalListener(signal, handler);
    listeners.get(signal)?.delete(handler);
  };
  Object.assign(Deno, { addSignalListener: add, removeSignalListener: remove });
  return {
    has: (signal) => (listeners.get(signal)?.size ?? 0) > 0,
    dispose: () => void Object.assign(Deno, { addSignalListener, removeSignalListener }),
  };
}
