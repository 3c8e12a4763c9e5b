import { withoutConsoleRecords } from "../without_console_records.ts";
import type { HookClass } from "./patch_registry.ts";

interface Transport {
  log?: (...args: unknown[]) => unknown;
  /** The logger that writes to it. */
  readonly parent?: { readonly transports?: readonly object[] };
}

/** The class of `@opentelemetry/winston-transport`, which makes the log records. */
const RECORDER = "OpenTelemetryTransportV3";

/**
 * Keeps what winston prints with `console` (its transport has `forceConsole`) from becoming a second
 * log record, where the same logger has a transport that makes one.
 */
export function recordWinstonOnce(
  { RequireHook }: { readonly RequireHook: HookClass },
): Disposable {
  const patched = new RequireHook(["winston"], {}, (exports, name) => {
    if (name === "winston/lib/winston/transports/console.js") {
      wrapLog((exports as { prototype?: Transport }).prototype);
    }
    return exports;
  });
  return { [Symbol.dispose]: () => patched.unhook() };
}

function wrapLog(prototype: Transport | undefined): void {
  const log = prototype?.log;
  if (prototype === undefined || log === undefined) return;
  prototype.log = function (...args) {
    const isRecorded = this.parent?.transports?.some(({ constructor }) =>
      constructor.name === RECORDER
    );
    return isRecorded ? withoutConsoleRecords(() => log.apply(this, args)) : log.apply(this, args);
  };
}
