import type { RemoteOptions } from "../remote_options.ts";

/** Options of a remote sampler whose clocks, timers and messages are the test's. */
export interface ManualRemote {
  readonly options: Required<Omit<RemoteOptions, "missingPermission" | "fetch">>;
  readonly messages: string[];
  /** The delays of the timers that wait. */
  readonly delays: () => readonly number[];
  /** Lets time pass, runs the timers that are due, and waits until they have done their work. */
  advance(milliseconds: number): Promise<void>;
  stop(): void;
}

/** A remote whose time stands still until the test lets it pass. */
export function createManualRemote(): ManualRemote {
  const messages: string[] = [];
  const timers = new Set<
    { readonly at: number; readonly delay: number; readonly run: () => void }
  >();
  const controller = new AbortController();
  let time = 0;
  const settle = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  return {
    messages,
    options: {
      serviceName: "dice",
      stopped: controller.signal,
      now: () => time,
      diagnostics: {
        error: (message) => void messages.push(`error: ${message}`),
        warn: (message) => void messages.push(`warn: ${message}`),
        info: (message) => void messages.push(`info: ${message}`),
        debug: () => {},
      },
      setTimer(run, delay) {
        const timer = { at: time + delay, delay, run };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
    delays: () => [...timers].map(({ delay }) => delay),
    async advance(milliseconds) {
      await settle();
      time += milliseconds;
      for (const timer of [...timers].filter(({ at }) => at <= time)) {
        timers.delete(timer);
        timer.run();
      }
      await settle();
    },
    stop: () => controller.abort(),
  };
}
