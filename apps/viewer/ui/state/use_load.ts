import { useEffect, useRef, useState } from "preact/hooks";
import type { Signal } from "@preact/signals";
import { ApiError } from "../api/api_error.ts";
import { paused } from "./live.ts";

/** What was asked for, as far as it is here. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  /** Something new was stored while updates are paused. */
  readonly stale: boolean;
  /** Asks again now. */
  readonly reload: () => void;
}

/** How something is loaded. */
export interface LoadOptions<T> {
  /** Another key is another thing: it is asked for at once. */
  readonly key: string;
  readonly load: (signal: AbortSignal) => Promise<T>;
  /** Asked again when one of these changes, at most once in `every` milliseconds. */
  readonly on?: readonly Signal<number>[];
  /** Whether a change concerns this. @default all do */
  readonly concerns?: () => boolean;
  /** @default {500} */
  readonly every?: number;
}

/** Loads something, and again when the store changes. What is here stays until its successor is. */
export function useLoad<T>(options: LoadOptions<T>): Loaded<T> {
  const { key, on = [], every = 500 } = options;
  const [state, setState] = useState<Omit<Loaded<T>, "reload"> & { readonly key: string }>({
    data: undefined,
    error: undefined,
    loading: true,
    stale: false,
    key,
  });
  const latest = useRef(options);
  latest.current = options;
  const run = useRef<(() => void) | undefined>(undefined);

  useEffect(() => {
    let current: AbortController | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = -Infinity;
    let again = false;
    const start = async () => {
      timer = undefined;
      last = performance.now();
      const controller = current = new AbortController();
      setState((before) => ({ ...before, loading: true, stale: false }));
      try {
        const data = await latest.current.load(controller.signal);
        if (controller.signal.aborted) return;
        setState({ data, error: undefined, loading: false, stale: false, key });
      } catch (error) {
        if (controller.signal.aborted) return;
        const failed = error instanceof ApiError ? error : new ApiError(String(error), 0);
        setState((before) => ({ ...before, error: failed, loading: false, key }));
      } finally {
        if (current === controller) current = undefined;
        if (again && !controller.signal.aborted) {
          again = false;
          schedule();
        }
      }
    };
    const schedule = () => {
      // A slow answer is not cut off by the next change: it would never come.
      if (current !== undefined) again = true;
      else timer ??= setTimeout(start, Math.max(0, last + every - performance.now()));
    };
    run.current = () => void start();
    void start();
    const stops = on.map((revision) => {
      let first = true;
      return revision.subscribe(() => {
        if (first) first = false;
        else if (latest.current.concerns?.() === false) return;
        else if (paused.peek()) setState((before) => ({ ...before, stale: true }));
        else schedule();
      });
    });
    return () => {
      current?.abort();
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [key]);

  return { ...state, reload: () => run.current?.() };
}
