import { readArgs } from "../launch/read_args.ts";
import { SEVERITIES, TAIL_SIGNALS, type TailOptions } from "./tail_options.ts";

const OPTIONS = {
  url: { type: "string" },
  "token-file": { type: "string" },
  service: { type: "string" },
  text: { type: "string" },
  attribute: { type: "string", multiple: true },
  errors: { type: "boolean" },
  "min-duration": { type: "string" },
  "min-severity": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the options of `opentelemetry-tail`.
 *
 * @param args The command line, without the program.
 * @param readEnv Returns the value of an environment variable.
 * @throws {TypeError} If an option is unknown, or has a value that it cannot take.
 *
 * @example
 * ```ts
 * import { readTailOptions } from "./read_tail_options.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(readTailOptions(["logs"], () => undefined).signals, ["logs"]);
 * ```
 */
export function readTailOptions(
  args: readonly string[],
  readEnv: (name: string) => string | undefined,
): TailOptions {
  const { options, positionals } = readArgs(args, OPTIONS);
  const text = (name: keyof typeof OPTIONS) => options.get(name)?.[0];
  const signals = TAIL_SIGNALS.filter((signal) => positionals.includes(signal));
  const other = positionals.find((one) => !TAIL_SIGNALS.some((signal) => signal === one));
  if (other !== undefined) {
    throw new TypeError(
      `Cannot use argument ${JSON.stringify(other)}: it is not one of ${TAIL_SIGNALS.join(", ")}`,
    );
  }
  const given = {
    tokenFile: text("token-file"),
    service: text("service"),
    text: text("text"),
    minDurationMillis: parseDuration(text("min-duration")),
    minSeverity: parseSeverity(text("min-severity")),
  };
  return {
    help: options.has("help"),
    url: parseUrl(text("url") ?? `http://localhost:${readEnv("OTEL_DENO_VIEWER_PORT") || "4319"}`),
    signals: signals.length === 0 ? TAIL_SIGNALS : signals,
    attributes: options.get("attribute") ?? [],
    errors: options.has("errors"),
    json: options.has("json"),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function parseUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`Cannot use --url: ${JSON.stringify(text)} is no URL with http: or https:`);
  }
  return url.origin;
}

function parseDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  throw new TypeError(`Cannot use --min-duration: ${JSON.stringify(text)} is not milliseconds`);
}

function parseSeverity(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const name = text.toLowerCase();
  if (Object.hasOwn(SEVERITIES, name)) return SEVERITIES[name];
  const names = Object.keys(SEVERITIES).join(", ");
  throw new TypeError(`Cannot use --min-severity: ${JSON.stringify(text)} is not one of ${names}`);
}
