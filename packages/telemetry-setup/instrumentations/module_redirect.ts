import Module, { registerHooks } from "node:module";

/** A module that is replaced, as it is loaded, by one that re-exports it with changes. */
export interface ModuleRedirect {
  /** Unique, and a valid part of a specifier. */
  readonly name: string;
  /** Matches the resolved URL of the module. */
  readonly url: RegExp;
  /**
   * Matches the path of the file that `require` loads in place of the module, on any system.
   *
   * @default `require` gets the original
   */
  readonly commonJs?: RegExp;
  /**
   * The exports that {@linkcode ModuleRedirect.replace} gives instead of the module's own. A default
   * export must be among them if there is one.
   */
  readonly exports: readonly string[];
  /** Makes the replacements from the module's own exports. If it throws, those stay. */
  replace(original: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

const REPLACERS = Symbol.for("otel-deno.module-redirects");
const WRAPPER_PREFIX = "data:text/javascript;otel-deno,";
const ORIGINAL_PREFIX = "data:text/javascript;otel-deno-original,//";

/**
 * Redirects ES modules that are loaded from now on, in an unchanged application: `import` of a
 * module in the table gets a wrapper that imports the original and re-exports it.
 *
 * Only a `resolve` hook: with a `load` hook, even one that passes everything through, many CommonJS
 * packages no longer load (https://github.com/denoland/deno/issues/36240). What CommonJS files export
 * is replaced when they have run.
 *
 * @returns Ends the redirection; modules that are loaded already stay as they are.
 */
export function redirectModules(redirects: readonly ModuleRedirect[]): Disposable {
  const replace = ({ replace }: ModuleRedirect, original: Exports): Exports => {
    try {
      return { ...original, ...replace(original) };
    } catch {
      return original;
    }
  };
  const replacers = Object.fromEntries(
    redirects.map((redirect) =>
      [redirect.name, (original: Exports) => replace(redirect, original)] as const
    ),
  );
  Object.assign((globalThis as Record<symbol, unknown>)[REPLACERS] ??= {}, replacers);

  const commonJs = redirects.filter((redirect) => redirect.commonJs !== undefined);
  const loads = commonJs.length === 0 ? undefined : observeLoads((loaded, file) => {
    const redirect = commonJs.find((redirect) => redirect.commonJs?.test(file));
    if (redirect !== undefined) loaded.exports = replace(redirect, loaded.exports as Exports);
  });
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      if (context.parentURL?.startsWith(WRAPPER_PREFIX)) {
        return nextResolve(originalUrl(specifier), context);
      }
      const resolved = nextResolve(specifier, context);
      // An exception of ours would end the application's import.
      try {
        if (context.conditions?.includes("require")) return resolved;
        const redirect = redirects.find(({ url }) => url.test(resolved.url));
        if (redirect === undefined) return resolved;
        return { url: wrapperUrl(redirect, resolved.url), format: "module", shortCircuit: true };
      } catch {
        return resolved;
      }
    },
  });
  return {
    [Symbol.dispose]() {
      hooks.deregister();
      loads?.[Symbol.dispose]();
    },
  };
}

type Exports = Readonly<Record<string, unknown>>;

interface LoadedModule {
  exports: unknown;
}

/** Calls back when a CommonJS file has run. Whatever that throws is no concern of the file's. */
function observeLoads(callback: (loaded: LoadedModule, file: string) => void): Disposable {
  // What Node, and Deno after it, has there.
  const prototype = Module.prototype as unknown as {
    load(this: LoadedModule, file: string, ...rest: unknown[]): void;
  };
  const { load } = prototype;
  let ended = false;
  function loadAndTell(this: LoadedModule, file: string, ...rest: unknown[]): void {
    load.call(this, file, ...rest);
    if (ended) return;
    try {
      callback(this, file);
    } catch {
      // Exports that cannot be read, or not be replaced.
    }
  }
  prototype.load = loadAndTell;
  return {
    [Symbol.dispose]() {
      ended = true;
      // Somebody else may have wrapped it since.
      if (prototype.load === loadAndTell) prototype.load = load;
    },
  };
}

/**
 * The same URL each time, so that the wrapper is one module like the original.
 *
 * The wrapper names the original by an empty stand-in, which only the hook resolves: what Deno sees
 * a dynamically imported module import by itself needs --allow-read, even in the npm cache.
 */
function wrapperUrl({ name, exports }: ModuleRedirect, url: string): string {
  const original = JSON.stringify(ORIGINAL_PREFIX + encodeURIComponent(url));
  const source = [
    `import * as original from ${original};`,
    `export * from ${original};`,
    `const replacers = globalThis[Symbol.for("${REPLACERS.description}")];`,
    `const replaced = replacers[${JSON.stringify(name)}](original);`,
    ...exports.map((name, i) => `const $${i} = replaced.${name}; export { $${i} as ${name} };`),
  ].join("\n");
  return WRAPPER_PREFIX + encodeURIComponent(source);
}

function originalUrl(specifier: string): string {
  return specifier.startsWith(ORIGINAL_PREFIX)
    ? decodeURIComponent(specifier.slice(ORIGINAL_PREFIX.length))
    : specifier;
}
