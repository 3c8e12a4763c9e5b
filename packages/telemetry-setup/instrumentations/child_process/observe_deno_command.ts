import { replaceProperty } from "../replace_property.ts";
import { type ContextVariables, contextVariablesFor } from "./context_variables.ts";

type Options = Deno.CommandOptions;
/** `Deno.spawn` and what is like it, which not every version of Deno has. */
type Spawn = (command: string | URL, ...rest: unknown[]) => unknown;

const SPAWNING = ["spawn", "spawnAndWait", "spawnAndWaitSync"] as const;

/** Adds trace context to the environment of what `Deno.Command` and `Deno.spawn` start. */
export function observeDenoCommand(variables: ContextVariables): Disposable {
  let enabled = true;

  function observe(Command: typeof Deno.Command): typeof Deno.Command {
    const Observed: typeof Command = new Proxy(Command, {
      construct(target, [command, options, ...rest], newTarget) {
        return Reflect.construct(
          target,
          [command, withContext(options), ...rest],
          newTarget === Observed ? target : newTarget,
        );
      },
    });
    return Observed;
  }

  /** The context is the one in which the process starts, not the one in which the command is made. */
  function withContext(options: Options | undefined): Options | undefined {
    // What else the application leaves in, is for it to say: it asked for nothing but its own.
    if (typeof options === "object" && options?.clearEnv) return options;
    if (typeof (options ?? {}) !== "object") return options;
    return Object.create(Object.getPrototypeOf(options ?? {}), {
      ...Object.getOwnPropertyDescriptors(options ?? {}),
      env: {
        enumerable: true,
        configurable: true,
        get: () => enabled ? addTo(options?.env) : options?.env,
      },
    });
  }

  function addTo(env: Options["env"]): Options["env"] {
    try {
      const added = contextVariablesFor(env ?? {}, variables);
      return Object.keys(added).length === 0 ? env : { ...env, ...added };
    } catch {
      // What is wrong with it is for Deno to say.
      return env;
    }
  }

  using undo = new DisposableStack();
  undo.defer(() => void (enabled = false));
  undo.use(replaceProperty(Deno, "Command", observe));
  const spawning = Deno as unknown as Record<(typeof SPAWNING)[number], Spawn>;
  for (const name of SPAWNING) {
    undo.use(replaceProperty(spawning, name, (original) =>
      new Proxy(original, {
        apply(target, self, [command, first, second]) {
          const args = Array.isArray(first)
            ? [first, withContext(second)]
            : [withContext(first), ...second === undefined ? [] : [second]];
          return Reflect.apply(target, self, [command, ...args]);
        },
      })));
  }
  return undo.move();
}
