import { isLoopback } from "./is_loopback.ts";
import { readArgs } from "./read_args.ts";
import { readForwardHeaders } from "./read_forward_headers.ts";
import { DEBUG_LEVELS, type ViewerOptions } from "./viewer_options.ts";

const OPTIONS = {
  port: { type: "string" },
  "otlp-http-port": { type: "string" },
  "otlp-grpc-port": { type: "string" },
  host: { type: "string" },
  "token-file": { type: "string" },
  unsafe: { type: "boolean" },
  db: { type: "string" },
  "in-memory": { type: "boolean" },
  forward: { type: "string" },
  "forward-header": { type: "string", multiple: true },
  debug: { type: "string" },
  "end-with-stdin": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** The variable that names the port of pages and API. */
const PORT_VARIABLE = "OTEL_DENO_VIEWER_PORT";

/**
 * Reads the viewer's options: command line over environment over default.
 *
 * @param args The command line, without the program.
 * @param readEnv Returns the value of an environment variable.
 * @throws {TypeError} If an option is unknown, or has a value that it cannot take.
 * @throws {RangeError} If a port is not an integer from 0 to 65535.
 *
 * @example
 * ```ts
 * import { readViewerOptions } from "./read_viewer_options.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(readViewerOptions(["--port", "9000"], () => "9001").port, 9000);
 * ```
 */
export function readViewerOptions(
  args: readonly string[],
  readEnv: (name: string) => string | undefined,
): ViewerOptions {
  const { options, positionals: [argument] } = readArgs(args, OPTIONS);
  const has = (name: keyof typeof OPTIONS) => options.has(name);
  const text = (name: keyof typeof OPTIONS) => options.get(name)?.[0];
  const port = (name: keyof typeof OPTIONS, fallback: number) =>
    parsePort(text(name), { source: `--${name}`, fallback });
  if (argument !== undefined) {
    throw new TypeError(`Cannot use argument ${JSON.stringify(argument)}: only options are taken`);
  }
  // Who asks for help may have a broken variable.
  const variable = has("help") || has("port") ? undefined : readEnv(PORT_VARIABLE) || undefined;
  const host = text("host") ?? "127.0.0.1";
  const db = text("db");
  const forward = text("forward");
  const tokenFile = text("token-file");
  const debug = text("debug");
  const level = DEBUG_LEVELS.find((one) => one === debug);
  if (debug !== undefined && level === undefined) {
    throw new TypeError(
      `Cannot use --debug: ${JSON.stringify(debug)} is not one of ${DEBUG_LEVELS.join(", ")}`,
    );
  }
  if (db !== undefined && has("in-memory")) {
    throw new TypeError("Cannot use --db: there is --in-memory, too");
  }
  if (forward === undefined && has("forward-header")) {
    throw new TypeError("Cannot use --forward-header: there is no --forward");
  }
  if (tokenFile !== undefined && has("unsafe")) {
    throw new TypeError("Cannot use --token-file: there is --unsafe, too");
  }
  if (has("unsafe") && isLoopback(host)) {
    throw new TypeError("Cannot use --unsafe: no other machine reaches the viewer without --host");
  }
  return {
    help: has("help"),
    host,
    port: variable === undefined
      ? port("port", 4319)
      : parsePort(variable, { source: PORT_VARIABLE, fallback: 4319 }),
    otlpHttpPort: port("otlp-http-port", 4318),
    otlpGrpcPort: port("otlp-grpc-port", 4317),
    ...(db === undefined ? {} : { db }),
    inMemory: has("in-memory"),
    ...(forward === undefined ? {} : {
      forward: parseForward(forward),
      forwardHeaders: readForwardHeaders(options.get("forward-header") ?? [], readEnv),
    }),
    ...(tokenFile === undefined ? {} : { tokenFile }),
    unsafe: has("unsafe"),
    ...(level === undefined ? {} : { debug: level }),
    endWithStdin: has("end-with-stdin"),
  };
}

function parsePort(
  text: string | undefined,
  { source, fallback }: { readonly source: string; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new RangeError(
    `Cannot use ${source}: ${JSON.stringify(text)} is not an integer from 0 to 65535`,
  );
}

function parseForward(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("Cannot use --forward: it is no URL with http: or https:");
  }
  return text;
}
