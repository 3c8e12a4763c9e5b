import assert from "node:assert/strict";
import { readReadmeCommands } from "./read_readme_commands.ts";

const README = `# X
\`\`\`sh
git clone x
\`\`\`
## Two commands, two minutes
\`\`\`ts
1;
\`\`\`
\`\`\`sh
npx -y deno@2.9.6 task dev:console   # shows it
npx -y deno@2.9.6 task ok
\`\`\`
\`\`\`sh
curl localhost
\`\`\`
`;

Deno.test("readReadmeCommands() returns the arguments, when the README has the two commands", () => {
  assert.deepEqual(readReadmeCommands(README), [
    ["npx", "-y", "deno@2.9.6", "task", "dev:console"],
    ["npx", "-y", "deno@2.9.6", "task", "ok"],
  ]);
});

Deno.test("readReadmeCommands() throws, when the heading is missing", () => {
  assert.throws(() => readReadmeCommands(README.replace("Two commands", "Start")), {
    message: 'Cannot read the commands: no sh block under a heading with "Two commands"',
  });
});

Deno.test("readReadmeCommands() throws, when the block holds one, three or other commands", () => {
  const ok = "npx -y deno@2.9.6 task ok\n";
  for (const changed of ["", ok + ok, "deno task ok\n"]) {
    assert.throws(() => readReadmeCommands(README.replace(ok, changed)), {
      message:
        'Cannot read the commands: line 9 has not just two that begin with "npx -y deno@2.9.6 task "',
    });
  }
});
