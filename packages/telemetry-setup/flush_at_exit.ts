import process from "node:process";
import { watchApplicationSignals } from "./application_signals.ts";

/** How each end of the process is met. */
export interface ExitFlush {
  /**
   * The process may still live on: everything is handed over and waited for, nothing is closed.
   *
   * @param onSlow Called once if that takes longer than a moment.
   */
  flush(onSlow?: () => void): void;
  /**
   * The process ends now.
   *
   * @param onSlow Called once if that takes longer than a moment.
   */
  end(onSlow?: () => void): void;
  /**
   * Where `end` cannot wait, what has to be awaited before the process ends. It is, except at
   * `Deno.exit` and an error that nobody caught. `undefined` where `end` waits.
   */
  endLater(): Promise<void> | undefined;
}

/** The signals whose default effect is the end of the process, and their exit codes. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndSignal = keyof typeof EXIT_CODES;

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
 * A process group gets one Ctrl-C several times: from the terminal, and from whoever hands it on.
 * After so long another signal is another wish, and nobody waits for telemetry any more.
 */
const AGAIN_MS = 100;

/**
 * Flushes at every end of the process: a normal one, `Deno.exit`, an error that nobody caught,
 * SIGINT, SIGTERM and SIGHUP.
 *
 * A signal has its default effect after the flush, unless the application listens for it: then it
 * is the application that ends the process, or does not. The exit code stays the application's. A
 * second signal ends the process at once.
 *
 * @returns Takes the listeners away.
 */
export function flushAtExit(
  { flush, end, endLater }: ExitFlush,
  { isWatched = false }: FlushAtExitOptions = {},
): () => void {
  let ended = false;
  let leavingSince: number | undefined;
  const endOnce = () => {
    if (!ended) end(forgetSignals);
    ended = true;
  };

  async function leave(signal: EndSignal): Promise<void> {
    if (process.listenerCount(signal) > 1 || application.listensFor(signal)) return;
    if (leavingSince !== undefined) {
      if (performance.now() - leavingSince >= AGAIN_MS) die(signal);
      return;
    }
    leavingSince = performance.now();
    if (isWatched && signal === "SIGTERM") {
      flush();
      await new Promise((resolve) => setTimeout(resolve, RESTARTED_MS));
    }
    await endLater();
    endOnce();
    die(signal);
  }

  function die(signal: EndSignal): void {
    ended = true;
    // Not before: a signal that came twice would end the process half flushed.
    forgetSignals();
    // Deno allows a process to signal itself only with --allow-run.
    if (Deno.permissions.querySync({ name: "run" }).state === "granted") {
      Deno.kill(Deno.pid, signal);
    } else Deno.exit(EXIT_CODES[signal]);
  }

  const signals = endSignals();
  const listeners = signals.map((signal) => [signal, () => void leave(signal)] as const);
  const listen = () => {
    for (const [signal, listener] of listeners) process.on(signal, listener);
  };
  const stopListening = () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
  listen();
  // Only now: `process.on` of ours calls Deno.addSignalListener as well.
  const application = watchApplicationSignals();
  /** While this thread is blocked for good, only a signal's default effect can end the process. */
  function forgetSignals(): void {
    stopListening();
    for (const signal of signals) process.removeAllListeners(signal);
    application.forget(signals);
  }

  let waited = false;
  const waitBeforeUnload = (event: { preventDefault(): void }) => {
    const ending = waited ? undefined : endLater();
    waited = true;
    if (ending === undefined) return;
    // The process lives on until this is done, and then comes here again.
    event.preventDefault();
    ending.catch(() => {});
  };
  // The error events can be prevented by a listener of the application's that comes after ours.
  const flushAtError = () => {
    let isSlow = false;
    flush(() => {
      isSlow = true;
      stopListening();
    });
    if (isSlow) listen();
  };
  const events = [
    ["beforeunload", waitBeforeUnload],
    ["error", flushAtError],
    ["unhandledrejection", flushAtError],
    ["unload", endOnce],
  ] as const;
  for (const [name, listener] of events) addEventListener(name, listener);

  return () => {
    stopListening();
    application.dispose();
    for (const [name, listener] of events) removeEventListener(name, listener);
  };
}

/** Windows knows no SIGTERM, and gives a process that gets SIGHUP no time. */
function endSignals(): EndSignal[] {
  return Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}
