import { readEnv, writeEnv } from "./read_env.ts";

/** Not a setting: nobody but this file reads or sets it. */
const MARK = "OTEL_DENO_STARTED";

/**
 * Tells whether this thread is the one that says what was started: the first of its process, which
 * is not a process that such a one has started.
 *
 * The mark is in the environment, as nothing else is common to the threads of `deno serve --parallel`
 * and the files of `deno test`, and known to child processes: what listens to their standard error
 * may be the application. Where the environment may not be set, every thread is the first.
 *
 * @returns Whether to speak; afterwards it is `false`.
 */
export function claimStartLine(): boolean {
  // Web workers and those of node:worker_threads have none.
  if (Deno.mainModule === undefined || readEnv(MARK) !== undefined) return false;
  writeEnv(MARK, "true");
  return true;
}
