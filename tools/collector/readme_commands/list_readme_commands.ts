import { parseFencedBlocks } from "../../source/parse_fenced_blocks.ts";

/** One line of a shell block in a README of `collector/`. */
export interface ReadmeCommand {
  /** Without the comment at its end. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Line of the block that it is in; blocks are shells of their own. */
  readonly block: number;
  /** What the comment above the block says: `needs Docker`, `run by FILE`. */
  readonly mark: string | undefined;
}

/** Languages whose blocks are commands. */
const SHELL = new Set(["sh", "bash", "shell", "console"]);

/**
 * Lists the commands in the shell blocks of a README, in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listReadmeCommands } from "./list_readme_commands.ts";
 *
 * assert.deepEqual(
 *   listReadmeCommands("<!-- needs Docker -->\n\n~~~sh\ndocker compose up   # all\n~~~\n"),
 *   [{ text: "docker compose up", line: 4, block: 3, mark: "needs Docker" }],
 * );
 * ```
 */
export function listReadmeCommands(markdown: string): readonly ReadmeCommand[] {
  return parseFencedBlocks(markdown)
    .filter(({ language }) => SHELL.has(language))
    .flatMap(({ text, line: block, lineAbove }) => {
      const mark = /^<!--\s*((?:needs|run by) .+?)\s*-->$/.exec(lineAbove.trim())?.[1];
      return text.split("\n")
        .map((command, index) => ({
          text: command.replace(/(^|\s+)#.*$/, "").trim(),
          line: block + 1 + index,
          block,
          mark,
        }))
        .filter((command) => command.text !== "");
    });
}
