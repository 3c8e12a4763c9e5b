// The memory that a worker and the thread that started it both see, as 32-bit integers. Requests to
// flush are numbered from 1.

const ASKED = 0;
const SEEN = 1;
const DONE = 2;
/** How many messages the worker is sent that tell of the context of another one. */
const ANNOUNCED = 3;
/** Whether the worker takes no more of those. */
const REFUSED = 4;
/** Whether the thread that started the worker takes them. */
const HEARD = 5;
const SLOTS = 6;
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
 * Before the worker is sent a message that tells of a context.
 *
 * @returns Whether the worker takes it.
 */
export function announceContext(link: Int32Array<SharedArrayBuffer>): boolean {
  // First this, then the look: whoever refuses sees it, or is seen.
  Atomics.add(link, ANNOUNCED, 1);
  if (Atomics.load(link, REFUSED) === 0) return true;
  Atomics.sub(link, ANNOUNCED, 1);
  return false;
}

/** In the worker: it takes no more such messages, but for those on the way. */
export function refuseContexts(link: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(link, REFUSED, 1);
}

/** In the worker: how many such messages were sent to it. */
export function announcedContexts(link: Int32Array<SharedArrayBuffer>): number {
  return Atomics.load(link, ANNOUNCED);
}

/** In the thread that started the worker: it takes such messages from the worker, from now on. */
export function takeReplies(link: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(link, HEARD, 1);
}

/** In the worker: whether the thread that started it takes such messages. */
export function takesReplies(link: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.load(link, HEARD) === 1;
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
