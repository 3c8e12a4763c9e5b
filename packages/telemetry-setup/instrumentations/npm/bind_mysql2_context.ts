import { context } from "@opentelemetry/api";
import type { HookClass } from "./patch_registry.ts";

type Callback = (...args: unknown[]) => unknown;
interface Pool {
  getConnection?: (callback: unknown, ...rest: unknown[]) => unknown;
}
interface Connection {
  addCommand?: (command: { onResult?: unknown } | undefined) => unknown;
}

/**
 * Keeps the context in mysql2, which calls back straight from its socket: there, Deno 2.9 has no
 * context, and Node has that of whoever opened the connection. What a pool or a query calls back gets
 * the context in which it was asked for.
 *
 * @param ImportHook Stands in for the one of `import-in-the-middle`: it makes the package wanted.
 */
export function bindMysql2Context(
  { RequireHook, ImportHook }: { readonly RequireHook: HookClass; readonly ImportHook: HookClass },
): Disposable {
  const wanted = new ImportHook(["mysql2"], {}, (exports) => exports);
  const patched = new RequireHook(["mysql2"], {}, (exports, name) => {
    // The first two since 3.11, the others before.
    if (/^mysql2\/lib\/(base\/)?pool\.js$/.test(name)) bindPool(exports as { prototype: Pool });
    if (/^mysql2\/lib\/(base\/)?connection\.js$/.test(name)) {
      bindConnection(exports as { prototype: Connection });
    }
    return exports;
  });
  return {
    [Symbol.dispose]() {
      wanted.unhook();
      patched.unhook();
    },
  };
}

function bindPool({ prototype }: { readonly prototype: Pool }): void {
  const { getConnection } = prototype;
  if (getConnection === undefined || !Object.hasOwn(prototype, "getConnection")) return;
  prototype.getConnection = function (callback, ...rest) {
    return getConnection.call(this, bind(callback), ...rest);
  };
}

function bindConnection({ prototype }: { readonly prototype: Connection }): void {
  const { addCommand } = prototype;
  if (addCommand === undefined || !Object.hasOwn(prototype, "addCommand")) return;
  prototype.addCommand = function (command) {
    if (command?.onResult !== undefined) command.onResult = bind(command.onResult);
    return addCommand.call(this, command);
  };
}

function bind(callback: unknown): unknown {
  return typeof callback === "function"
    ? context.bind(context.active(), callback as Callback)
    : callback;
}
