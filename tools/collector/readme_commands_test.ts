/** Every command in a README of `collector/` is run by a test, or says what it needs. */
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { isFile } from "./is_file.ts";
import { findCommandKind } from "./readme_commands/find_command_kind.ts";
import { listReadmeCommands } from "./readme_commands/list_readme_commands.ts";
import { listReadmes } from "./readme_commands/list_readmes.ts";
import { repositoryRoot } from "./repository_root.ts";

const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
  "granted";

/** What not every machine has; a new one needs a test with it, or a reason why there is none. */
const NEEDS = ["needs Docker", "needs Go", "needs Kubernetes", "needs a backend"];

for (const path of ignore ? [] : listReadmes(join(repositoryRoot, "collector"))) {
  const title = relative(repositoryRoot, path).replaceAll("\\", "/");

  Deno.test(`${title} has only commands that a test runs, or whose need is told`, () => {
    for (const { text, line, mark } of listReadmeCommands(Deno.readTextFileSync(path))) {
      const where = `${title}:${line}: ${text}`;
      const file = mark?.replace(/^run by /, "");
      if (mark === undefined) assert.ok(findCommandKind(text) !== undefined, where);
      else if (file === mark) assert.ok(NEEDS.includes(mark), `${where}: ${mark}`);
      else assert.ok(isFile(join(repositoryRoot, file ?? "")), `${where}: ${mark}`);
    }
  });
}
