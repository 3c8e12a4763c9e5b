import { registerHooks } from "node:module";
import process from "node:process";
import { type ContextVariables, contextVariablesFor } from "./context_variables.ts";

/** Options of {@linkcode observeNodeSpawnSync}. */
export interface NodeSpawnSyncOptions {
  /** A copy of the environment, which Node's functions take by default; `undefined` if not permitted. */
  readonly environment: () => Readonly<Record<string, string>> | undefined;
}

interface SpawnOptions {
  readonly env?: Readonly<Record<string, string | undefined>> | null;
}

const MODULE = /^(node:)?child_process$/;
const FUNCTIONS = ["execSync", "execFileSync", "spawnSync"] as const;

type Functions = Record<(typeof FUNCTIONS)[number], (...args: unknown[]) => unknown>;

/**
 * Adds trace context to the environment of what the functions of `node:child_process` start that wait
 * for their process: Node tells nobody of these.
 *
 * They are replaced when something is about to import or require that module, as it takes Deno 5 ms to
 * load. What has imported them before telemetry started has the originals.
 */
export function observeNodeSpawnSync(
  variables: ContextVariables,
  { environment }: NodeSpawnSyncOptions,
): Disposable {
  const undo = new DisposableStack();
  let enabled = true;
  undo.defer(() => void (enabled = false));
  let replaced = false;
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!replaced && MODULE.test(specifier)) {
        replaced = true;
        // An exception of ours would end the application's import.
        attempt(replace);
      }
      return nextResolve(specifier, context);
    },
  });
  undo.defer(() => hooks.deregister());
  return undo;

  function replace(): void {
    const module = process.getBuiltinModule("node:child_process") as unknown as Functions;
    for (const name of FUNCTIONS) {
      const original = module[name];
      const replacement = new Proxy(original, {
        apply: (callee, self, args) =>
          Reflect.apply(callee, self, enabled && attempt(() => withContext(name, args)) || args),
      });
      module[name] = replacement;
      undo.defer(() => {
        if (module[name] === replacement) module[name] = original;
      });
    }
  }

  function withContext(name: keyof Functions, args: readonly unknown[]): unknown[] | undefined {
    // As Node has it: the arguments of the program, a list, may be left out.
    const at = name !== "execSync" && ((args[1] ?? null) === null || Array.isArray(args[1]))
      ? 2
      : 1;
    const options = args[at] as SpawnOptions | null | undefined;
    const given = options?.env ?? environment();
    if (given === undefined) return undefined;
    const added = contextVariablesFor(given, variables);
    if (Object.keys(added).length === 0) return undefined;
    const changed = [...args];
    // Empty ones, too: what is missing here, these functions of Deno's take from the process.
    changed[at] = { ...options, env: { ...given, ...added } };
    return changed;
  }
}

/** What goes wrong with us must not go wrong for the application. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
