import { format } from "node:util";
import { currentTime } from "../clock/current_time.ts";
import { createConsoleTexts } from "./console_texts.ts";
import { describeValues } from "./describe_values.ts";
import { findCaller } from "./find_caller.ts";
import { formatTraceIds } from "./format_trace_ids.ts";
import type { Instrumentation } from "./instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "./instrumentation_scope.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { createStderrConsole, STATEFUL_METHODS } from "./stderr_console.ts";
import { consoleRecordsSuppressed, withoutConsoleRecords } from "./without_console_records.ts";

type Print = (...data: unknown[]) => void;

/**
 * Records what the application writes with `console` as log records, correlated with the active
 * span, and lets it print as before: `debug`, `log`, `info`, `warn`, `error`, `trace`, failed
 * `assert`, `dir`, `dirxml`, `table`, `count`, `timeLog`, `timeEnd`, and the labels of groups.
 *
 * The body is the text as it reads, without the indentation of groups. The first error among the
 * values becomes `exception.*`, the members of plain objects become attributes.
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

      function record(
        severity: Severity,
        { caller, values, render }: {
          readonly caller: Print;
          /** What was written. */
          readonly values: readonly unknown[];
          readonly render: () => string | undefined;
        },
      ): void {
        // A record that leads to console output of its own must not lead to a further record.
        if (!enabled || !isRecording || consoleRecordsSuppressed()) return;
        const code = settings.log_code_attributes ? findCaller({ below: caller }) : undefined;
        withoutConsoleRecords(() => {
          try {
            const time = currentTime();
            const body = render();
            if (body === undefined) return;
            const attributes = { ...code, ...describeValues(values) };
            logger.emit({
              ...severity,
              body,
              attributes,
              timestamp: time,
              observedTimestamp: time,
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
        const replacement: Print = (...values) => {
          print(...correlate(values));
          record(severity, { caller: replacement, values, render: () => format(...values) });
        };
        return replacement;
      };
      /** Printed and laid out in another way than text and values. */
      const alsoRecorded = (
        print: Print,
        textOf: (...values: unknown[]) => string | undefined,
        isValue = (_index: number) => true,
      ): Print => {
        const replacement: Print = (...values) => {
          print(...values);
          const render = () => textOf(...values);
          const described = values.filter((_, index) => isValue(index));
          record(SEVERITIES.info, { caller: replacement, values: described, render });
        };
        return replacement;
      };

      const { error } = originals;
      const toStandardOutput = (print: Print) => outputToStderr ? error : print;
      const stderrConsole = outputToStderr ? createStderrConsole(error) : undefined;
      const special = { ...originals, ...stderrConsole };
      const texts = createConsoleTexts();
      const replacements: Partial<Console> = {
        debug: recorded(toStandardOutput(originals.debug), SEVERITIES.debug),
        log: recorded(toStandardOutput(originals.log), SEVERITIES.info),
        info: recorded(toStandardOutput(originals.info), SEVERITIES.info),
        warn: recorded(originals.warn, SEVERITIES.warning),
        error: recorded(error, SEVERITIES.error),
        trace(...values) {
          // As Deno does it; here, so that our own frame is not in the stack.
          const trace = { name: "Trace", message: format(...values), stack: "" };
          Error.captureStackTrace(trace, replacements.trace);
          error(...correlate([trace.stack]));
          const caller = replacements.trace as Print;
          record(SEVERITIES.trace, { caller, values, render: () => trace.stack });
        },
        assert(condition = false, ...values) {
          if (condition) return;
          originals.assert(false, ...correlate(values));
          const caller = replacements.assert as Print;
          record(SEVERITIES.error, { caller, values, render: () => formatAssertion(values) });
        },
        ...stderrConsole,
        ...isRecording && {
          dir: alsoRecorded(special.dir, formatItem, (index) => index === 0),
          dirxml: alsoRecorded(special.dirxml, (...values) => format(...values)),
          ...Object.fromEntries(STATEFUL_METHODS.map((name) => [
            name,
            alsoRecorded(special[name] as Print, (...data) => texts.textOf(name, data)),
          ])),
        },
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

/** As `console.dir` prints it. */
function formatItem(item: unknown, options?: unknown): string {
  return typeof item === "string" ? item : Deno.inspect(item, options as Deno.InspectOptions);
}
