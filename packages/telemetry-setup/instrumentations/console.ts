import { format } from "node:util";
import { currentTime } from "../clock/current_time.ts";
import { findCaller } from "./find_caller.ts";
import { formatTraceIds } from "./format_trace_ids.ts";
import type { Instrumentation } from "./instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "./instrumentation_scope.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { createStderrConsole } from "./stderr_console.ts";
import { consoleRecordsSuppressed, withoutConsoleRecords } from "./without_console_records.ts";

type Print = (...data: unknown[]) => void;

/**
 * Records what the application writes with `console.debug`, `log`, `info`, `warn`, `error`, `trace`
 * and failed `assert` as log records, correlated with the active span, and lets it print as before.
 *
 * @param options.outputToStderr Prints everything to standard error, where standard output belongs
 * to the console exporters.
 * @param options.recording Whether anything is recorded. @default what the configuration says of
 * the application's loggers
 */
export function createConsoleInstrumentation(
  { outputToStderr, recording }: {
    readonly outputToStderr: boolean;
    readonly recording?: boolean;
  },
): Instrumentation {
  return {
    name: "console",
    enable({ loggerProvider }, { otel_deno: settings }) {
      const isRecording = recording ?? settings.log_auto_instrumentation;
      const correlates = settings.log_correlation;
      const logger = loggerProvider.getLogger(instrumentationScope("console"), SCOPE_VERSION);
      const originals = { ...console };
      let enabled = true;

      function record(severity: Severity, caller: Print, render: () => string): void {
        // A record that leads to console output of its own must not lead to a further record.
        if (!enabled || !isRecording || consoleRecordsSuppressed()) return;
        const attributes = settings.log_code_attributes ? findCaller({ below: caller }) : undefined;
        withoutConsoleRecords(() => {
          try {
            const time = currentTime();
            const body = render();
            logger.emit({
              ...severity,
              body,
              timestamp: time,
              observedTimestamp: time,
              ...attributes && { attributes },
            });
          } catch {
            // The application's line is printed; what its values do when read is not its concern.
          }
        });
      }
      /** Before the first text: behind it would take the place of a format's value. */
      function correlate(data: unknown[]): unknown[] {
        const ids = enabled && correlates ? formatTraceIds() : undefined;
        if (ids === undefined) return data;
        const [first, ...rest] = data;
        return typeof first === "string" ? [`${ids} ${first}`, ...rest] : [ids, ...data];
      }
      const recorded = (print: Print, severity: Severity): Print => {
        const replacement: Print = (...data) => {
          print(...correlate(data));
          record(severity, replacement, () => format(...data));
        };
        return replacement;
      };

      const { error } = originals;
      const toStandardOutput = (print: Print) => outputToStderr ? error : print;
      const replacements: Partial<Console> = {
        debug: recorded(toStandardOutput(originals.debug), SEVERITIES.debug),
        log: recorded(toStandardOutput(originals.log), SEVERITIES.info),
        info: recorded(toStandardOutput(originals.info), SEVERITIES.info),
        warn: recorded(originals.warn, SEVERITIES.warning),
        error: recorded(error, SEVERITIES.error),
        trace(...data) {
          // As Deno does it; here, so that our own frame is not in the stack.
          const trace = { name: "Trace", message: format(...data), stack: "" };
          Error.captureStackTrace(trace, replacements.trace);
          error(...correlate([trace.stack]));
          record(SEVERITIES.trace, replacements.trace as Print, () => trace.stack);
        },
        assert(condition = false, ...data) {
          if (condition) return;
          originals.assert(false, ...correlate(data));
          record(SEVERITIES.error, replacements.assert as Print, () => formatAssertion(data));
        },
        ...outputToStderr && createStderrConsole(error),
      };
      Object.assign(console, replacements);
      return {
        [Symbol.dispose]() {
          enabled = false;
          for (const method of Object.keys(replacements) as (keyof Console)[]) {
            if (console[method] === replacements[method]) {
              Object.assign(console, { [method]: originals[method] });
            }
          }
        },
      };
    },
  };
}

function formatAssertion([first, ...rest]: readonly unknown[]): string {
  if (first === undefined && rest.length === 0) return "Assertion failed";
  return typeof first === "string"
    ? format(`Assertion failed: ${first}`, ...rest)
    : format("Assertion failed:", first, ...rest);
}
