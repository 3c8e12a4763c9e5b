import { dirname, join, posix } from "node:path";
import { listFiles } from "./source/list_files.ts";
import { type FencedBlock, parseFencedBlocks } from "./source/parse_fenced_blocks.ts";
import { readWorkspace } from "./source/read_workspace.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";
import { runCommand } from "./run/run_command.ts";
import { DOCUMENT_PERMISSIONS } from "./run/test_permissions.ts";

/** The documents whose blocks are checked. */
const DOCUMENTS =
  /^(README\.md|packages\/[^/]+\/README\.md|collector\/(.*\/)?README\.md|docs\/[^/]+\.md)$/;

/** Languages that `deno test --doc` runs. */
const RUN = new Set(["ts", "typescript", "mts", "tsx", "js", "javascript", "mjs", "jsx"]);
const SHELL = new Set(["sh", "bash", "shell", "console"]);

/** What the blocks are compared with. */
export interface ReadmeBlocksInput {
  /** Text of each document, by path. */
  readonly documents: ReadonlyMap<string, string>;
  /** Names of the tasks in `deno.json`. */
  readonly tasks: readonly string[];
  /** All files of the project. */
  readonly files: readonly string[];
}

/**
 * Checks blocks without running them: tasks and files that shell blocks name exist, and an `ignore`d
 * block says why in an HTML comment on the line above it.
 */
export function checkReadmeBlocks(input: ReadmeBlocksInput): CheckResult {
  const { documents, tasks, files } = input;
  const folders = new Set(files.flatMap(ancestors));
  const known = (path: string) => folders.has(path) || files.includes(path);
  const problems: string[] = [];
  for (const [path, text] of documents) {
    for (const block of parseFencedBlocks(text)) {
      if (block.attributes.includes("ignore") && !/<!--\s*\S.*-->/.test(block.lineAbove)) {
        problems.push(
          `${path}:${block.line}: block is ignored (say why in <!-- --> on the line above)`,
        );
      }
      if (!SHELL.has(block.language)) continue;
      problems.push(
        ...unknownTasks(block, tasks).map(([line, name]) =>
          `${path}:${line}: "deno task ${name}" (no such task in deno.json)`
        ),
        ...unknownPaths(block, { folder: posix.dirname(path), folders, known }).map((
          [line, name],
        ) => `${path}:${line}: ${name} (no such file or folder)`),
      );
    }
  }
  return { problems };
}

type Mention = readonly [line: number, name: string];

function unknownTasks(block: FencedBlock, tasks: readonly string[]): readonly Mention[] {
  return inLines(
    block,
    (line) =>
      [...line.matchAll(/\bdeno(?:@[\w.]+)? task ((?!-)[^\s;&|]+)/g)].map(([, name = ""]) => name),
  ).filter(([, name]) => !tasks.includes(name));
}

interface KnownPaths {
  readonly folder: string;
  readonly folders: ReadonlySet<string>;
  readonly known: (path: string) => boolean;
}

/** A word is taken for a path if it begins with `./` or with a folder at the root of the project. */
function unknownPaths(
  block: FencedBlock,
  { folder, folders, known }: KnownPaths,
): readonly Mention[] {
  return inLines(
    block,
    (line) =>
      line.replace(/(^|\s)#.*$/, "").split(/[\s=:,"'`()<>|;&]+/).map((word) =>
        word.replace(/^\$(PWD|\(pwd\)|\{PWD\})\//, "").replace(/[.\/]+$/, "")
      ).filter((word) => {
        if (/[*$\\~{}]/.test(word) || !word.includes("/")) return false;
        const relative = word.startsWith("./");
        if (!relative && !folders.has(word.split("/", 1)[0] ?? "")) return false;
        return !known(posix.normalize(word)) && !known(posix.join(folder, word));
      }),
  );
}

function inLines(
  block: FencedBlock,
  find: (line: string) => readonly string[],
): readonly Mention[] {
  return block.text.split("\n").flatMap((line, index) =>
    find(line).map((name): Mention => [block.line + 1 + index, name])
  );
}

function ancestors(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...ancestors(folder)];
}

/** Checks the documents of the project at `root` and runs their blocks. */
async function checkProject(root: string): Promise<CheckResult> {
  const read = (path: string) => Deno.readTextFile(join(root, path));
  const files = await listFiles(root, [""]);
  const documents = new Map<string, string>();
  for (const path of files) if (DOCUMENTS.test(path)) documents.set(path, await read(path));
  const { tasks } = await readWorkspace(read);
  const { problems } = checkReadmeBlocks({ documents, tasks, files });
  const runnable = [...documents].filter(([, text]) =>
    parseFencedBlocks(text).some(({ language, attributes }) =>
      RUN.has(language) && !attributes.includes("ignore")
    )
  ).map(([path]) => path);
  const notes = [`${documents.size} documents, ${runnable.length} with blocks that run`];
  if (runnable.length === 0) return { problems, notes };
  const { code, stdout, stderr } = await runCommand(
    [Deno.execPath(), "test", "--doc", "--quiet", ...DOCUMENT_PERMISSIONS, ...runnable],
    { cwd: root },
  );
  if (code === 0) return { problems, notes };
  return { problems: [...problems, `${stdout}${stderr}`.trim()], notes };
}

if (import.meta.main) await runCheck(checkProject);
