/** A fenced code block of a Markdown file. */
export interface FencedBlock {
  /** First word after the fence in lower case, "" if there is none. */
  readonly language: string;
  /** The words after the language, such as `ignore`. */
  readonly attributes: readonly string[];
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** The nearest heading above, without its marks, "" if there is none. */
  readonly heading: string;
  /** The nearest line above the opening fence that is not empty; the formatter adds empty ones. */
  readonly lineAbove: string;
}

/**
 * Finds the fenced code blocks of a Markdown file, in order.
 *
 * @throws {SyntaxError} if a block is not closed
 *
 * @example One block below a heading
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseFencedBlocks } from "./parse_fenced_blocks.ts";
 *
 * const [block] = parseFencedBlocks("# Start\n~~~sh\ndeno task ok\n~~~\n");
 * assert.equal(block?.heading, "Start");
 * assert.equal(block?.text, "deno task ok\n");
 * ```
 */
export function parseFencedBlocks(markdown: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  const lines = markdown.split(/\r?\n/);
  let heading = "";
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    heading = line.match(/^#{1,6}\s+(.*?)\s*#*$/)?.[1] ?? heading;
    const [, indent, fence, info] = line.match(/^(\s*(?:[-*]\s+)?)(`{3,}|~{3,})\s*([^`]*)$/) ?? [];
    if (indent === undefined || fence === undefined || info === undefined) continue;
    const end = lines.findIndex((candidate, at) =>
      at > index && candidate.trim().startsWith(fence) && /^(`+|~+)$/.test(candidate.trim())
    );
    if (end === -1) throw new SyntaxError(`Cannot read the block on line ${index + 1}: not closed`);
    const [language = "", ...attributes] = info.trim().split(/[\s,]+/);
    blocks.push({
      language: language.toLowerCase(),
      attributes,
      line: index + 1,
      text: lines.slice(index + 1, end).map((text) => `${dedent(text, indent.length)}\n`).join(""),
      heading,
      lineAbove: lines.slice(0, index).findLast((line) => line.trim() !== "") ?? "",
    });
    index = end;
  }
  return blocks;
}

function dedent(line: string, width: number): string {
  return line.slice(0, width).trim() === "" ? line.slice(width) : line;
}
