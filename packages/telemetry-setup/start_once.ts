import type { ResourceFacts } from "./resource/runtime_facts.ts";
import { startFromEnvironment } from "./start_from_environment.ts";

/** On the global object: the entries are separate bundles, each with its own copy of this file. */
const STARTED = Symbol.for("otel-deno.started");

/**
 * Starts telemetry for the application of this thread, once: a process may be reached by
 * `--preload` and by `NODE_OPTIONS=--require` at the same time, and the first of them counts.
 *
 * @param facts What is known better than this thread can find out.
 */
export function startOnce(facts: Partial<ResourceFacts> = {}): void {
  const state = globalThis as { [STARTED]?: boolean };
  if (state[STARTED] === true) return;
  state[STARTED] = true;
  startFromEnvironment({}, facts);
}
