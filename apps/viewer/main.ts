/**
 * Starts the viewer: receivers for OTLP, the store, the API and the pages, in one process.
 *
 * What people should know goes to standard error, what comes in (`--debug`) to standard output.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { describeStart } from "./launch/describe_start.ts";
import { readViewerOptions } from "./launch/read_viewer_options.ts";
import { settleToken } from "./launch/settle_token.ts";
import { startViewer } from "./launch/start_viewer.ts";
import { waitForEnd } from "./launch/wait_for_end.ts";
import { HELP } from "./launch/viewer_options.ts";
import { writeWhole } from "./launch/write_whole.ts";
import { createMemoryStore } from "./testing/create_memory_store.ts";

const EXIT_CANNOT_START = 1;
const EXIT_USAGE = 2;
const PAGES = fileURLToPath(new URL("./dist/ui", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readViewerOptions(args, (name) => Deno.env.get(name));
    if (options.help) {
      console.log(HELP.trimEnd());
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
  // deno-lint-ignore no-control-regex
  const safe = text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  writeWhole(Deno.stderr, safe);
}
