import Module, { isBuiltin, registerHooks } from "node:module";
import process from "node:process";
import { createPatchRegistry, type PatchRegistry } from "./patch_registry.ts";
import { readPackageJson } from "./read_package_json.ts";

/** What lets npm's instrumentations see what is loaded; disposing of it ends that. */
export interface NpmBridge extends Disposable {
  readonly registry: PatchRegistry;
  /**
   * Packages that are `require`d by somebody who does not depend on them, each with the path of the
   * manifest that they are resolved from instead.
   */
  readonly resolveFrom: Map<string, string>;
}

/** Options of {@linkcode openNpmBridge}. */
export interface NpmBridgeOptions {
  /** Is told what could not be patched, and why; the module stays as it was. */
  readonly onError: (module: string, error: unknown) => void;
}

interface LoadingModule {
  exports: unknown;
}

/** What Node, and Deno after it, has on `Module.prototype`. */
interface ModulePrototype {
  load(this: LoadingModule, file: string): void;
  require(this: LoadingModule, id: string): unknown;
}

const PROTOTYPE = Module.prototype as unknown as ModulePrototype;
const BRIDGE = Symbol.for("otel-deno.npm-bridge");
const GLOBAL = `globalThis[Symbol.for("${BRIDGE.description}")]`;
const WRAPPER_PREFIX = "data:text/javascript;otel-deno-npm,";

/**
 * Lets npm's `@opentelemetry/instrumentation-*` packages see what is loaded from now on. They build on
 * `require-in-the-middle` and `import-in-the-middle`, which find nothing in Deno's global cache, and
 * of which the second needs a `load` hook. This stands in for both:
 *
 * - `require` and `import` of the two get classes that only note what an instrumentation wants;
 * - a CommonJS file is patched when it has run, however it was loaded: Deno calls
 *   `Module.prototype.load` for it in either case, and so sees `import` of it as well;
 * - a built-in module that is `import`ed gets a wrapper, from a `resolve` hook.
 *
 * What is written as an ES module in a package stays as it is, but for what it re-exports of CommonJS
 * files: to wrap it one has to know its exports, and so to read it.
 *
 * What is loaded already stays as it is, also when this ends.
 */
export function openNpmBridge({ onError }: NpmBridgeOptions): NpmBridge {
  const { load, require } = PROTOTYPE;
  const registry = createPatchRegistry({ readPackageJson, onError });
  const resolveFrom = new Map<string, string>();
  (globalThis as Record<symbol, unknown>)[BRIDGE] = registry;

  function loadAndPatch(this: LoadingModule, file: string, ...rest: readonly unknown[]): void {
    load.apply(this, [file, ...rest] as [string]);
    const { exports } = this;
    const patched = registry.patchFile(exports, file);
    if (patched === exports) return;
    try {
      this.exports = patched;
    } catch (error) {
      // A getter of the file's own.
      onError(file, error);
    }
  }

  function requireAndPatch(this: LoadingModule, id: string): unknown {
    if (id === "require-in-the-middle") return registry.RequireHook;
    if (id === "import-in-the-middle") return registry.ImportHook;
    const manifest = resolveFrom.get(id);
    const exports = manifest === undefined
      ? require.call(this, id)
      : require.call(this, Module.createRequire(manifest).resolve(id));
    const builtin = typeof id === "string" ? wantedBuiltin(id, registry) : undefined;
    return builtin === undefined ? exports : registry.patchRequired(exports, builtin);
  }

  Object.assign(PROTOTYPE, { load: loadAndPatch, require: requireAndPatch });
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const standIn = STAND_INS.get(specifier);
      if (standIn !== undefined && !context.conditions?.includes("require")) {
        return { url: standIn, format: "module", shortCircuit: true };
      }
      const resolved = nextResolve(specifier, context);
      // An exception of ours would end the application's import.
      try {
        if (context.conditions?.includes("require")) return resolved;
        if (context.parentURL?.startsWith(WRAPPER_PREFIX)) return resolved;
        const builtin = wantedBuiltin(resolved.url, registry);
        if (builtin === undefined) return resolved;
        return { url: wrapperUrl(builtin), format: "module", shortCircuit: true };
      } catch {
        return resolved;
      }
    },
  });
  return {
    registry,
    resolveFrom,
    [Symbol.dispose]() {
      hooks.deregister();
      // Somebody else may have wrapped them since.
      if (PROTOTYPE.load === loadAndPatch) PROTOTYPE.load = load;
      if (PROTOTYPE.require === requireAndPatch) PROTOTYPE.require = require;
    },
  };
}

const STAND_INS: ReadonlyMap<string, string> = new Map([
  ["require-in-the-middle", standInUrl("RequireHook")],
  ["import-in-the-middle", standInUrl("ImportHook")],
]);

function standInUrl(name: "RequireHook" | "ImportHook"): string {
  const source = `const Hook = ${GLOBAL}.${name}; export { Hook, Hook as default };`;
  return WRAPPER_PREFIX + encodeURIComponent(source);
}

/** The name without `node:`, if it is a built-in module in which something is to be patched. */
function wantedBuiltin(id: string, registry: PatchRegistry): string | undefined {
  const name = id.startsWith("node:") ? id.slice("node:".length) : id;
  return registry.wants(name) && isBuiltin(id) ? name : undefined;
}

/** The same URL each time, so that the wrapper is one module like the original. */
function wrapperUrl(builtin: string): string {
  const names = Object.keys(process.getBuiltinModule(builtin) ?? {})
    .filter((name) => name !== "default" && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name));
  const source = [
    `import * as original from "node:${builtin}";`,
    `const patched = ${GLOBAL}.patchImported(original, "${builtin}");`,
    "export default patched.default;",
    ...names.map((name, i) => `const $${i} = patched.${name}; export { $${i} as ${name} };`),
  ].join("\n");
  return WRAPPER_PREFIX + encodeURIComponent(source);
}
