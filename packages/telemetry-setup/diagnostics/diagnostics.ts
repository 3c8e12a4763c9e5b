import { toOneLine } from "./to_one_line.ts";
import { writeToStandardError } from "./write_to_standard_error.ts";

/** How much of its own doings this distribution tells, from nothing to everything. */
export type DiagnosticsLevel = "none" | "error" | "warn" | "info" | "debug" | "trace";

/** The distribution's own voice: what it has to tell the person who runs the application. */
export interface Diagnostics {
  /** Something that the user asked for does not happen. */
  error(message: string): void;
  /** Something happens in another way than the user asked for, or telemetry is being lost. */
  warn(message: string): void;
  /** Good to know, such as a recovery. */
  info(message: string): void;
  /** For whoever looks for a fault in the telemetry itself. */
  debug(message: string): void;
}

/** Options of {@linkcode createDiagnostics}. */
export interface DiagnosticsOptions {
  /** Messages less severe than this are dropped. */
  readonly level: DiagnosticsLevel;
  /**
   * Takes one line, without its line feed. Whatever it throws is ignored.
   *
   * @default writes to standard error, synchronously and past `console`
   */
  readonly write?: (line: string) => void;
  /**
   * Milliseconds of a clock that never goes backwards.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

const RANK: Readonly<Record<DiagnosticsLevel, number>> = {
  none: 0,
  error: 1,
  warn: 2,
  info: 3,
  debug: 4,
  trace: 5,
};

/** In this time the same message is written once. */
const QUIET_TIME_MS = 60_000;
const MAX_REMEMBERED_MESSAGES = 100;

interface RememberedMessage {
  readonly writtenAt: number;
  suppressed: number;
}

/**
 * Creates the distribution's own voice: lines such as `otel-deno: warning: <message>` on standard
 * error.
 *
 * It cannot hurt the application: it never throws (a closed standard error is no error), it does
 * not use `console`, which is instrumented, and the same message is written at most once in 60
 * seconds; the next time it says how often it was held back. Control characters are escaped, so
 * that a message is one line whatever it quotes.
 *
 * @example Usage
 * ```ts
 * import { createDiagnostics } from "./diagnostics.ts";
 * import assert from "node:assert/strict";
 *
 * const lines: string[] = [];
 * const diagnostics = createDiagnostics({ level: "warn", write: (line) => lines.push(line) });
 * diagnostics.warn("Cannot reach the receiver");
 * diagnostics.warn("Cannot reach the receiver");
 * diagnostics.info("Connected again");
 *
 * assert.deepEqual(lines, ["otel-deno: warning: Cannot reach the receiver"]);
 * ```
 */
export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { write = writeToStandardError, now = () => performance.now() } = options;
  const rank = RANK[options.level];
  // In order of writing, the oldest first.
  const remembered = new Map<string, RememberedMessage>();

  function emit(label: string, message: string): void {
    try {
      const line = `otel-deno: ${label}: ${toOneLine(message)}`;
      const time = now();
      const previous = remembered.get(line);
      if (previous !== undefined && time - previous.writtenAt < QUIET_TIME_MS) {
        previous.suppressed++;
        return;
      }
      remembered.delete(line);
      if (remembered.size >= MAX_REMEMBERED_MESSAGES) {
        const oldest = remembered.keys().next();
        if (!oldest.done) remembered.delete(oldest.value);
      }
      remembered.set(line, { writtenAt: time, suppressed: 0 });
      const suppressed = previous?.suppressed ?? 0;
      write(suppressed === 0 ? line : `${line} (repeated ${times(suppressed)})`);
    } catch {
      // Nobody is left to tell: standard error is closed, or full.
    }
  }

  function voice(level: DiagnosticsLevel, label: string): (message: string) => void {
    return rank >= RANK[level] ? (message) => emit(label, message) : () => {};
  }

  return {
    error: voice("error", "error"),
    warn: voice("warn", "warning"),
    info: voice("info", "info"),
    debug: voice("debug", "debug"),
  };
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
