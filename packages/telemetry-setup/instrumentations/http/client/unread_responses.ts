// Hot path: watch() and forget() run once an outgoing request.
import { now } from "../../../clock/now.ts";
import type { RecordedClientRequest } from "./client_request_recorder.ts";

/** Options of {@linkcode createUnreadResponses}. */
export interface UnreadResponsesOptions {
  /** Calls back once, without keeping the process alive. */
  readonly setTimer?: (callback: () => void, milliseconds: number) => void;
}

/** How long a body may wait for its reader before nobody is expected to come, in milliseconds. */
const PATIENCE_MS = 1000;

/** Ends requests whose answer has a body that nobody reads. */
export interface UnreadResponses {
  /**
   * Ends the request, as of when its headers came, unless somebody begins to read the body within a
   * second.
   */
  watch(recorded: RecordedClientRequest, isBeingRead?: () => boolean): void;
  /** Is to be called when reading begins, or the request ends otherwise. */
  forget(recorded: RecordedClientRequest): void;
  /** Ends the request, as of when its headers came, if this is collected as garbage before. */
  endWith(recorded: RecordedClientRequest, owner: object): void;
}

/**
 * Creates what keeps spans from being held open for answers that nobody reads: many applications
 * look at the status only.
 */
export function createUnreadResponses(
  { setTimer = setUnrefTimer }: UnreadResponsesOptions = {},
): UnreadResponses {
  const unread = new Map<RecordedClientRequest, Unread>();
  const collected = new FinalizationRegistry((recorded: RecordedClientRequest) =>
    recorded.endAtHeaders()
  );
  let waiting = false;

  function look(): void {
    waiting = false;
    const time = now();
    // The oldest come first.
    for (const [recorded, { due, isBeingRead }] of unread) {
      if (due > time) {
        wait(due - time);
        return;
      }
      unread.delete(recorded);
      if (isBeingRead?.() !== true) recorded.endAtHeaders();
    }
  }

  function wait(milliseconds: number): void {
    waiting = true;
    setTimer(look, milliseconds);
  }

  return {
    watch(recorded, isBeingRead) {
      unread.set(recorded, { due: now() + PATIENCE_MS, isBeingRead });
      // It is left to go off, also when nobody is waited for any more: one a second costs less than
      // one a request.
      if (!waiting) wait(PATIENCE_MS);
    },
    forget: (recorded) => void unread.delete(recorded),
    endWith: (recorded, owner) => collected.register(owner, recorded),
  };
}

interface Unread {
  /** By {@linkcode now}. */
  readonly due: number;
  readonly isBeingRead: (() => boolean) | undefined;
}

function setUnrefTimer(callback: () => void, milliseconds: number): void {
  setTimeout(callback, milliseconds).unref();
}
