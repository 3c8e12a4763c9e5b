import { subscribeToChannels } from "../http/client/channel_subscriptions.ts";
import { type ContextVariables, contextVariablesFor } from "./context_variables.ts";

/** Node's options of a process to be started. */
interface SpawnOptions {
  /** The whole environment of the process: texts `NAME=VALUE`. */
  envPairs?: unknown;
}

/**
 * Adds trace context to the environment of what `spawn`, `exec`, `execFile` and `fork` of
 * `node:child_process` start. Node tells of each on a channel, before it looks at the options.
 */
export function observeNodeSpawn(variables: ContextVariables): Disposable {
  return subscribeToChannels({
    "tracing:child_process.spawn:start"({ options }: { readonly options?: SpawnOptions }) {
      if (!Array.isArray(options?.envPairs)) return;
      options.envPairs = addTo(options.envPairs, variables);
    },
  });
}

function addTo(pairs: readonly unknown[], variables: ContextVariables): readonly unknown[] {
  const nameOf = (pair: unknown) => String(pair).split("=", 1)[0] ?? "";
  const given = Object.fromEntries(
    pairs.map((pair) => [nameOf(pair), String(pair).slice(nameOf(pair).length + 1)]),
  );
  const added = contextVariablesFor(given, variables);
  const kept = pairs.filter((pair) => !Object.hasOwn(added, nameOf(pair)));
  const set = Object.entries(added).filter(([, value]) => value !== "");
  return [...kept, ...set.map(([name, value]) => `${name}=${value}`)];
}
