import { fileURLToPath } from "node:url";
import { createMemoryStore } from "../testing/create_memory_store.ts";
import { describeStart } from "./describe_start.ts";
import { readViewerOptions } from "./read_viewer_options.ts";
import { settleToken } from "./settle_token.ts";
import { startViewer } from "./start_viewer.ts";
import { HELP } from "./viewer_options.ts";
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
    const token = settleToken(options, Deno.readTextFileSync);
    await using viewer = await startViewer(options, {
      store: createMemoryStore(),
      token,
      pages: PAGES,
      onMessage: (message) => say(`${message}\n`),
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

function say(text: string): void {
  // Names of files and hosts may hold anything; line ends are ours.
  const safe = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (one) => one === "\n" ? one : "\ufffd");
  writeWhole(Deno.stderr, safe);
}
