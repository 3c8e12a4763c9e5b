import { parseFencedBlocks } from "./parse_fenced_blocks.ts";

/** How each of the two commands begins. */
const COMMAND_START = "npx -y deno@2.9.6 task ";

/**
 * Takes the two commands out of the README: the first shell block under a heading that contains
 * "Two commands".
 *
 * @returns their arguments, `npx` first
 * @throws {Error} if there is no such block, or it holds anything else than two such commands
 */
export function readReadmeCommands(
  markdown: string,
): readonly [readonly string[], readonly string[]] {
  const block = parseFencedBlocks(markdown).find(({ heading, language }) =>
    language === "sh" && /two commands/i.test(heading)
  );
  if (block === undefined) {
    throw new Error('Cannot read the commands: no sh block under a heading with "Two commands"');
  }
  const [first, second, ...others] = block.text.trim().split("\n");
  const isCommand = (line: string | undefined) => line?.startsWith(COMMAND_START) ?? false;
  if (!isCommand(first) || !isCommand(second) || others.length > 0) {
    throw new Error(
      `Cannot read the commands: line ${block.line} has not just two that begin with "${COMMAND_START}"`,
    );
  }
  const words = (line = "") => line.replace(/\s+#.*$/, "").trim().split(/\s+/);
  return [words(first), words(second)];
}
