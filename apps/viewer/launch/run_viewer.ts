import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../store/open_store.ts";
import { defaultDatabase } from "./default_database.ts";
import { describeStart } from "./describe_start.ts";
import { readViewerOptions } from "./read_viewer_options.ts";
import { settleToken } from "./settle_token.ts";
import { startViewer } from "./start_viewer.ts";
import { HELP, type ViewerOptions } from "./viewer_options.ts";
import { waitForEnd } from "./wait_for_end.ts";
import { writeWhole } from "./write_whole.ts";

const EXIT_CANNOT_START = 1;
const EXIT_USAGE = 2;
const PAGES = fileURLToPath(new URL("../dist/ui", import.meta.url));

/**
 * Runs the viewer until it is told to end.
 *
 * @param args The command line, without the program.
 * @returns The exit code.
 */
export async function runViewer(args: readonly string[]): Promise<number> {
  try {
    const options = readViewerOptions(args, (name) => Deno.env.get(name));
    if (options.help) {
      writeWhole(Deno.stdout, HELP);
      return 0;
    }
    const { debug } = options;
    const token = settleToken(options, Deno.readTextFileSync);
    const onMessage = (message: string) => say(`${message}\n`);
    const path = databaseOf(options);
    // Only loaded where it is asked for: otherwise a start need not wait for it.
    const printer = debug === undefined
      ? undefined
      : await import("@otel-deno/otlp-receiver/debug");
    await using viewer = await startViewer(options, {
      store: await openStore({ path, onNotice: onMessage }),
      token,
      pages: PAGES,
      onMessage,
      ...(printer === undefined || debug === undefined ? {} : {
        print: (exported) =>
          writeWhole(Deno.stdout, printer.formatDebug(exported, { verbosity: debug })),
      }),
    });
    say(describeStart(viewer, { token, showToken: options.tokenFile === undefined }));
    await waitForEnd(options);
    return 0;
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n`);
    return error instanceof TypeError || error instanceof RangeError
      ? EXIT_USAGE
      : EXIT_CANNOT_START;
  }
}

/** The database's file; its folder is there afterwards. */
function databaseOf({ db, inMemory }: ViewerOptions): string | undefined {
  if (inMemory) return undefined;
  if (db !== undefined) return db;
  const path = defaultDatabase({ os: Deno.build.os, readEnv: (name) => Deno.env.get(name) });
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return path;
}

function say(text: string): void {
  // Names of files and hosts may hold anything; line ends are ours.
  const safe = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (one) => one === "\n" ? one : "\ufffd");
  writeWhole(Deno.stderr, safe);
}
