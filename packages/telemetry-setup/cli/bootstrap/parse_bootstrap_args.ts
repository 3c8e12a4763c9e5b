import { parseArgs } from "node:util";
import { UsageError } from "../usage_error.ts";

/** What the user asked `opentelemetry-bootstrap` for. */
export interface BootstrapArgs {
  /** @default "requirements" */
  readonly action: "requirements" | "install";
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly help: boolean;
  /** Folder or entry of the application. @default "." */
  readonly path: string;
}

/**
 * Reads the command line of `opentelemetry-bootstrap`.
 *
 * @throws {UsageError} If something in it is not known.
 *
 * @example Usage
 * ```ts
 * import { parseBootstrapArgs } from "./parse_bootstrap_args.ts";
 * import assert from "node:assert/strict";
 *
 * const { action, path } = parseBootstrapArgs(["-a", "install", "main.ts"]);
 * assert.deepEqual([action, path], ["install", "main.ts"]);
 * ```
 */
export function parseBootstrapArgs(argv: readonly string[]): BootstrapArgs {
  const { values, positionals } = parse(argv);
  const { action = "requirements" } = values;
  if (action !== "requirements" && action !== "install") {
    throw new UsageError(`Cannot use --action ${action}: requirements or install is expected`);
  }
  const [path = ".", ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Cannot use ${more.join(" ")}: one PATH is expected`);
  return {
    action,
    dryRun: values["dry-run"] === true,
    json: values.json === true,
    help: values.help === true,
    path,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        action: { type: "string", short: "a" },
        "dry-run": { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(`Cannot read the command line: ${reason}`);
  }
}
