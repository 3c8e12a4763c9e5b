import process from "node:process";

/** The key under which Deno keeps on the global object whether listeners keep a worker alive. */
const UNREF = "unrefParentPort";

/**
 * In a worker of Node: has one listener for `message` no longer keep the worker alive, so that it ends
 * when the application listens no more, as it does without us.
 *
 * @returns Whether that can be done: Deno has no public way to it.
 */
export function listenUncounted(): boolean {
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  const { getEventListeners } = process.getBuiltinModule("node:events");
  const count = () => getEventListeners(globalThis, "message").length;
  try {
    if (parentPort === null || count() === 0) return false;
    let key = unrefKey();
    if (key === undefined) {
      // It is not there before it has been said once.
      parentPort.unref();
      parentPort.ref();
      key = unrefKey();
    }
    if (key === undefined) return false;
    let unref: unknown = (globalThis as { [key: symbol]: unknown })[key];
    Object.defineProperty(globalThis, key, {
      configurable: true,
      enumerable: true,
      get: () => Boolean(unref) || count() <= 1,
      set: (value) => void (unref = value),
    });
    return true;
  } catch {
    return false;
  }
}

function unrefKey(): symbol | undefined {
  return Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === UNREF);
}
