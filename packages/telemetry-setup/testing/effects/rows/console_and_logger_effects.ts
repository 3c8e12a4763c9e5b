import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

const LEVELS = ["trace", "debug", "info", "warning", "error", "fatal"] as const;

/** The levels that arrive with each value. */
const FROM = {
  notset: LEVELS,
  trace: LEVELS,
  debug: LEVELS.slice(1),
  info: LEVELS.slice(2),
  warn: LEVELS.slice(3),
  warning: LEVELS.slice(3),
  error: LEVELS.slice(4),
  fatal: LEVELS.slice(5),
  critical: LEVELS.slice(5),
} as const;

const levels = ({ logRecords }: Observation) =>
  LEVELS.filter((level) => logRecords.some(({ body }) => body === `${level} by LogTape`));

const CODE_FILE = "code.file.path";
const SERVICE = /serve_requests\.ts$/;

const app = "serve_requests";

/** What settings of the application's console and its loggers do. */
export const CONSOLE_AND_LOGGER_EFFECTS: readonly EffectRow[] = [
  ...["OTEL_DENO_LOG_LEVEL", "OTEL_PYTHON_LOG_LEVEL", "OTEL_PYTHON_LOG_HANDLER_LEVEL"].flatMap(
    (variable) =>
      Object.entries(FROM).map(([value, expected]): EffectRow => ({
        variable,
        value,
        // All is what there is without it.
        ...(expected === LEVELS ? { against: "error" } : {}),
        app,
        see: levels,
        expected,
      })),
  ),
  ...["OTEL_DENO_LOG_CORRELATION", "OTEL_PYTHON_LOG_CORRELATION"].map((variable): EffectRow => ({
    variable,
    value: "true",
    app,
    see: ({ stdout }) =>
      /^\[trace_id=[0-9a-f]{32} span_id=[0-9a-f]{16} .*\] info by the console$/m.test(stdout),
    expected: true,
  })),
  ...["OTEL_DENO_LOG_CODE_ATTRIBUTES", "OTEL_PYTHON_LOG_CODE_ATTRIBUTES"].map((
    variable,
  ): EffectRow => ({
    variable,
    value: "true",
    app,
    see: ({ logRecords }) =>
      ["info by the console", "info by LogTape"].map((body) => {
        const { attributes } = logRecords.find((record) => record.body === body) ?? {};
        return SERVICE.test(String(attributes?.[CODE_FILE]));
      }),
    expected: [true, true],
  })),
];
