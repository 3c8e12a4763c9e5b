import { diag, type DiagLogger, DiagLogLevel } from "@opentelemetry/api";
import type { Diagnostics, DiagnosticsLevel } from "./diagnostics.ts";

/** Options of {@linkcode useApiDiag}. */
export interface UseApiDiagOptions {
  /** Messages of the OpenTelemetry packages that are less severe than this are dropped. */
  readonly level: DiagnosticsLevel;
}

const API_LEVELS: Readonly<Record<DiagnosticsLevel, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  trace: DiagLogLevel.VERBOSE,
};

/** How the API's own message begins when something is registered already. */
const DUPLICATE_REGISTRATION = "Error: @opentelemetry/api: Attempted duplicate registration";

/** Where the API keeps what is registered with it; the only way to see whose logger is in place. */
const API_GLOBALS = Symbol.for("opentelemetry.js.api.1");

/**
 * Routes what the OpenTelemetry packages report through the API's `diag` to the distribution's own
 * voice.
 *
 * @returns What undoes it: the logger that was there before is put back. A logger that someone has
 * set since is left alone.
 *
 * @example Usage
 * ```ts
 * import { createDiagnostics } from "./diagnostics.ts";
 * import { useApiDiag } from "./use_api_diag.ts";
 * import { diag } from "@opentelemetry/api";
 * import assert from "node:assert/strict";
 *
 * const lines: string[] = [];
 * const diagnostics = createDiagnostics({ level: "info", write: (line) => lines.push(line) });
 * const undo = useApiDiag(diagnostics, { level: "info" });
 * diag.warn("Metric name is too long:", "x".repeat(5));
 * undo();
 *
 * assert.deepEqual(lines, ["otel-deno: warning: Metric name is too long: xxxxx"]);
 * ```
 */
export function useApiDiag(diagnostics: Diagnostics, options: UseApiDiagOptions): () => void {
  const previous = registeredLogger();
  diag.setLogger(toDiagLogger(diagnostics), {
    logLevel: API_LEVELS[options.level],
    suppressOverrideMessage: true,
  });
  const ours = registeredLogger();
  let undone = false;

  return () => {
    if (undone || registeredLogger() !== ours) return;
    undone = true;
    diag.disable();
    if (previous !== undefined) {
      // It filters by its own level already.
      diag.setLogger(previous, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
    }
  };
}

function toDiagLogger(diagnostics: Diagnostics): DiagLogger {
  return {
    error: (message, ...args) => {
      // With a stack trace; whoever registered says in one line what came of it.
      const expected = message.startsWith(DUPLICATE_REGISTRATION);
      diagnostics[expected ? "debug" : "error"](toText(message, args));
    },
    warn: (message, ...args) => diagnostics.warn(toText(message, args)),
    info: (message, ...args) => diagnostics.info(toText(message, args)),
    debug: (message, ...args) => diagnostics.debug(toText(message, args)),
    verbose: (message, ...args) => diagnostics.debug(toText(message, args)),
  };
}

function toText(message: string, args: readonly unknown[]): string {
  return [message, ...args].map(describeArgument).join(" ");
}

function describeArgument(argument: unknown): string {
  if (typeof argument === "string") return argument;
  try {
    if (argument instanceof Error) return `${argument.name}: ${argument.message}`;
    return Deno.inspect(argument, {
      depth: 2,
      colors: false,
      compact: true,
      strAbbreviateSize: 200,
    });
  } catch {
    // A getter or an inspect method of somebody else's object threw.
    return "[unprintable]";
  }
}

function registeredLogger(): DiagLogger | undefined {
  const globals: unknown = Reflect.get(globalThis, API_GLOBALS);
  if (typeof globals !== "object" || globals === null) return undefined;
  return Reflect.get(globals, "diag") as DiagLogger | undefined;
}
