/** Signals that ask for the end. Windows has no SIGTERM to listen to. */
const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Signals this soon after the first are its echo: `deno task` passes on what the terminal sent. */
const ECHO_MS = 500;

/**
 * Listens for Ctrl-C and its like, until it is disposed of.
 *
 * @param onEnd Called with `false` for the first signal, with `true` for each that comes half a second
 * after it or later: somebody does not want to wait
 */
export function listenForEnd(onEnd: (impatient: boolean) => void): Disposable {
  let firstAt: number | undefined;
  const listen = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now !== firstAt && now - firstAt < ECHO_MS) return;
    onEnd(now !== firstAt);
  };
  for (const name of ENDING_SIGNALS) Deno.addSignalListener(name, listen);
  return {
    [Symbol.dispose]: () => {
      for (const name of ENDING_SIGNALS) Deno.removeSignalListener(name, listen);
    },
  };
}
