import assert from "node:assert/strict";
import { parseFencedBlocks } from "./parse_fenced_blocks.ts";

Deno.test("parseFencedBlocks() tells language, attributes, heading and line above, when they are there", () => {
  const markdown = "# A\n\n## B ##\n<!-- why -->\n```TS ignore no-check\na\n\nb\n```\n";
  assert.deepEqual(parseFencedBlocks(markdown), [{
    language: "ts",
    attributes: ["ignore", "no-check"],
    line: 5,
    text: "a\n\nb\n",
    heading: "B",
    lineAbove: "<!-- why -->",
  }]);
});

Deno.test("parseFencedBlocks() keeps shorter fences and headings as text, when they are inside a block", () => {
  const blocks = parseFencedBlocks("````md\n```sh\n# x\n```\n````\n```sh\ny\n```");
  assert.deepEqual(blocks.map(({ language, text }) => [language, text]), [
    ["md", "```sh\n# x\n```\n"],
    ["sh", "y\n"],
  ]);
  assert.equal(blocks[1]?.heading, "");
});

Deno.test("parseFencedBlocks() takes the indent away, when a block stands in a list", () => {
  const [block] = parseFencedBlocks("1. Do\n\n   ```sh\n   a \\\n     b\n   ```\n");
  assert.equal(block?.text, "a \\\n  b\n");
});

Deno.test("parseFencedBlocks() throws with the line, when a block is not closed", () => {
  assert.throws(() => parseFencedBlocks("x\n```ts\na\n"), {
    name: "SyntaxError",
    message: "Cannot read the block on line 2: not closed",
  });
});
