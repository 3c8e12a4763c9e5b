import type { Instrumentation } from "../instrumentation.ts";
import type { ContextVariables } from "./context_variables.ts";
import { observeDenoCommand } from "./observe_deno_command.ts";
import { observeNodeSpawn } from "./observe_node_spawn.ts";
import { type NodeSpawnSyncOptions, observeNodeSpawnSync } from "./observe_node_spawn_sync.ts";

/** Options of {@linkcode createChildProcessInstrumentation}. */
export interface ChildProcessInstrumentationOptions extends NodeSpawnSyncOptions {
  readonly variables: ContextVariables;
}

/**
 * Hands the active trace context on to child processes, in environment variables: to those of
 * `Deno.Command`, `Deno.spawn` and `node:child_process`. It makes no spans.
 *
 * A child process gets nothing where no context is active, where the application sets such a variable
 * itself, and of `Deno.Command` with `clearEnv`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/env-carriers/}
 */
export function createChildProcessInstrumentation(
  { variables, environment }: ChildProcessInstrumentationOptions,
): Instrumentation {
  return {
    name: "child-process",
    enable() {
      using undo = new DisposableStack();
      undo.use(observeDenoCommand(variables));
      undo.use(observeNodeSpawn(variables));
      undo.use(observeNodeSpawnSync(variables, { environment }));
      return undo.move();
    },
  };
}
