/**
 * `opentelemetry-tail`: shows what a viewer receives, as it comes in.
 *
 * @module
 */
import { writeWhole } from "./launch/write_whole.ts";
import { createTailContext } from "./tail/create_tail_context.ts";
import { escapeText } from "./tail/escape_text.ts";
import { readTailOptions } from "./tail/read_tail_options.ts";
import { runTail } from "./tail/run_tail.ts";
import { TAIL_HELP, type TailOptions } from "./tail/tail_options.ts";

const EXIT_NO_VIEWER = 1;
const EXIT_USAGE = 2;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  let options: TailOptions | undefined;
  try {
    options = readTailOptions(args, (name) => Deno.env.get(name));
    if (options.help) {
      console.log(TAIL_HELP.trimEnd());
      return 0;
    }
    const { tokenFile } = options;
    const context = createTailContext(options, {
      token: tokenFile === undefined ? undefined : Deno.readTextFileSync(tokenFile).trim(),
      signal: new AbortController().signal,
      colors: Deno.stdout.isTerminal() && !Deno.noColor,
      write: (line) => writeWhole(Deno.stdout, `${line}\n`),
    });
    return await runTail(options, context);
  } catch (error) {
    // Whoever reads the output wants no more of it.
    if (error instanceof Deno.errors.BrokenPipe) return 0;
    console.error(escapeText(error instanceof Error ? error.message : String(error)));
    return options === undefined ? EXIT_USAGE : EXIT_NO_VIEWER;
  }
}
