// The memory that a worker and the thread that started it both see, as 32-bit integers. Requests to
// flush are numbered from 1.

const ASKED = 0;
const SEEN = 1;
const DONE = 2;
const SLOTS = 3;
/** Every request is answered: nothing will ever be to flush again. */
const ENDED = 2 ** 31 - 1;

/** How long a worker may take, in milliseconds. */
export interface LinkLimits {
  /** Until it begins: it may be computing, or be gone. */
  readonly seenMillis: number;
  /** Until it is done. */
  readonly doneMillis: number;
  /** Called where it has begun, but is not done after `seenMillis`. */
  readonly onSlow?: () => void;
}

/** Makes the memory for a worker. */
export function createLink(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Asks the worker to flush, and does not wait.
 *
 * @returns Blocks this thread until it has flushed, as long as the limits allow.
 */
export function askToFlush(link: Int32Array<SharedArrayBuffer>): (limits: LinkLimits) => void {
  const request = Atomics.add(link, ASKED, 1) + 1;
  Atomics.notify(link, ASKED);
  const start = performance.now();
  return ({ seenMillis, doneMillis, onSlow }) => {
    const soon = { request, end: start + Math.min(seenMillis, doneMillis) };
    if (!waitFor(link, SEEN, soon) || waitFor(link, DONE, soon)) return;
    onSlow?.();
    waitFor(link, DONE, { request, end: start + doneMillis });
  };
}

function waitFor(
  link: Int32Array<SharedArrayBuffer>,
  slot: number,
  { request, end }: { readonly request: number; readonly end: number },
): boolean {
  for (;;) {
    const value = Atomics.load(link, slot);
    if (value >= request) return true;
    const left = end - performance.now();
    if (left <= 0) return false;
    Atomics.wait(link, slot, value, left);
  }
}

/**
 * Flushes whenever the other thread asks for it, from now on. That keeps no worker alive.
 *
 * @returns Says that this thread is ending, so that nobody waits for it.
 */
export function answerFlushes(
  link: Int32Array<SharedArrayBuffer>,
  flush: () => void,
): () => void {
  let ended = false;
  const tell = (slot: number, value: number) => {
    Atomics.store(link, slot, value);
    Atomics.notify(link, slot);
  };
  const listen = async () => {
    for (let answered = 0; !ended;) {
      const wait = Atomics.waitAsync(link, ASKED, answered);
      if (wait.async) await wait.value;
      if (ended) return;
      answered = Atomics.load(link, ASKED);
      tell(SEEN, answered);
      try {
        flush();
      } finally {
        tell(DONE, answered);
      }
    }
  };
  listen().catch(() => {});
  return () => {
    ended = true;
    tell(SEEN, ENDED);
    tell(DONE, ENDED);
  };
}
