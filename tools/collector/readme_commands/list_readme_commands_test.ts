import assert from "node:assert/strict";
import { listReadmeCommands } from "./list_readme_commands.ts";

Deno.test("listReadmeCommands() leaves out comments and blocks that are no commands", () => {
  const readme =
    "~~~sh\n# why\ndeno task ok\n\ncurl 'http://localhost/#a'\n~~~\n\n~~~\ntext\n~~~\n";
  assert.deepEqual(listReadmeCommands(readme), [
    { text: "deno task ok", line: 3, block: 1, mark: undefined },
    { text: "curl 'http://localhost/#a'", line: 5, block: 1, mark: undefined },
  ]);
});

Deno.test("listReadmeCommands() takes a mark from the comment right above the block only", () => {
  const block = "~~~sh\nkubectl apply\n~~~\n";
  const marksOf = (markdown: string) => listReadmeCommands(markdown).map(({ mark }) => mark);
  assert.deepEqual(marksOf(`<!-- needs Kubernetes -->\n\n${block}`), ["needs Kubernetes"]);
  assert.deepEqual(marksOf(`<!-- run by a_test.ts -->\n${block}`), ["run by a_test.ts"]);
  assert.deepEqual(marksOf(`<!-- needs Kubernetes -->\n\nWords.\n\n${block}`), [undefined]);
  assert.deepEqual(marksOf(`<!-- a remark -->\n\n${block}`), [undefined]);
});
