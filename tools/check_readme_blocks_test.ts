import assert from "node:assert/strict";
import { checkReadmeBlocks } from "./check_readme_blocks.ts";

const FILES = [
  "README.md",
  "collector/debug/a.yaml",
  "collector/debug/README.md",
  "packages/p/register.ts",
];

function problemsOf(markdown: string, path = "README.md"): readonly string[] {
  const documents = new Map([[path, markdown]]);
  return checkReadmeBlocks({ documents, tasks: ["ok", "dev:console"], files: FILES }).problems;
}

Deno.test("checkReadmeBlocks() names the line, when a shell block names an unknown task", () => {
  const block =
    "```sh\ndeno task ok\nnpx -y deno@2.9.6 task dev:console -p 80\ndeno task nope && x\n```";
  assert.deepEqual(problemsOf(block), [
    'README.md:4: "deno task nope" (no such task in deno.json)',
  ]);
});

Deno.test("checkReadmeBlocks() names the line, when a shell block names an unknown file", () => {
  const block = [
    "```sh",
    "otelcol --config=collector/debug/a.yaml --config collector/debug/b.yaml",
    "docker run -v $PWD/collector/debug/a.yaml:/etc/otel/config.yaml x",
    "deno run --preload ./packages/p/register.ts app.ts # packages/p/nope.ts",
    "curl http://localhost:8080/packages/nope ; cd collector/debug/",
    "cat ./nope.ts collector/*/x.yaml",
    "```",
  ].join("\n");
  assert.deepEqual(problemsOf(block), [
    "README.md:2: collector/debug/b.yaml (no such file or folder)",
    "README.md:6: ./nope.ts (no such file or folder)",
  ]);
});

Deno.test("checkReadmeBlocks() looks beside the document, too, when a path is relative", () => {
  assert.deepEqual(problemsOf("```sh\ncat ./a.yaml\n```", "collector/debug/README.md"), []);
});

Deno.test("checkReadmeBlocks() wants a reason on the line above, when a block is ignored", () => {
  assert.deepEqual(problemsOf("<!-- needs a Collector -->\n```ts ignore\nx\n```"), []);
  for (const above of ["", "text", "<!-- -->"]) {
    assert.deepEqual(problemsOf(`${above}\n\`\`\`ts ignore\nx\n\`\`\``), [
      "README.md:2: block is ignored (say why in <!-- --> on the line above)",
    ]);
  }
});

Deno.test("checkReadmeBlocks() leaves other languages alone, when they name tasks and files", () => {
  assert.deepEqual(problemsOf("```text\ndeno task nope collector/nope.yaml\n```"), []);
});
