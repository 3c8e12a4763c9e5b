import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "./source/list_files.ts";
import { parseDocLint } from "./source/parse_doc_lint.ts";
import { readWorkspace } from "./source/read_workspace.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";
import { runCommand } from "./run/run_command.ts";

/** The part of the output of `deno doc --json` that the check reads. */
interface DocOutput {
  readonly nodes: Readonly<Record<string, { readonly symbols: readonly DocSymbol[] }>>;
}

interface DocSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly location: { readonly filename: string; readonly line: number };
    readonly jsDoc?: {
      readonly tags?: readonly { readonly kind: string; readonly doc?: string }[];
    };
  }[];
}

/** What the check looks at. */
export interface DocsInput {
  /** Output of `deno doc --lint` on every entry point, without colours. */
  readonly lint: string;
  /** Output of `deno doc --json` on the entry points whose functions and classes need an example. */
  readonly json: string;
  /** Text of all source files, to tell our own types from a package's. */
  readonly sources: Iterable<string>;
  /** Absolute path of the project. */
  readonly root: string;
}

/**
 * Checks that the public API is documented and its functions and classes have an example.
 *
 * `deno doc --lint` calls every type of an npm package in a public signature private. Such an error is
 * dropped: the declaration that it shows is on no such line of any source file of ours.
 */
export function checkDocs(input: DocsInput): CheckResult {
  const { lint, json, sources, root } = input;
  const own = new Set<string>();
  for (const source of sources) {
    source.split("\n").forEach((text, index) => own.add(`${index + 1}:${text.trim()}`));
  }
  const relative = (path: string) => path.replace(`${root}/`, "");
  const problems = parseDocLint(lint)
    .filter(({ code, referenced }) =>
      code !== "private-type-ref" || referenced === undefined || own.has(referenced)
    )
    .map(({ code, message, path, line }) => `${relative(path)}:${line}: ${message} (${code})`);
  const { nodes } = JSON.parse(json) as DocOutput;
  for (const { name, declarations } of Object.values(nodes).flatMap(({ symbols }) => symbols)) {
    const [first] = declarations.filter(({ kind }) => kind === "function" || kind === "class");
    if (first === undefined || declarations.some(hasExample)) continue;
    const { filename, line } = first.location;
    problems.push(
      `${relative(fileURLToPath(filename))}:${line + 1}: ${name} has no @example with code`,
    );
  }
  return { problems };
}

function hasExample({ jsDoc }: DocSymbol["declarations"][number]): boolean {
  return jsDoc?.tags?.some(({ kind, doc = "" }) => kind === "example" && doc.includes("```")) ??
    false;
}

/** Asks `deno doc` about the entry points of the project at `root`. */
async function checkProject(root: string): Promise<CheckResult> {
  const read = (path: string) => Deno.readTextFile(join(root, path));
  const { members } = await readWorkspace(read);
  const entries = members.flatMap(({ exports }) => Object.values(exports)).filter((path) =>
    /\.tsx?$/.test(path)
  );
  const withExamples = entries.filter((path) => /(^|\/)mod\.ts$/.test(path));
  const sources = await Promise.all((await listFiles(root, [".ts", ".tsx"])).map(read));
  const doc = (...args: readonly string[]) =>
    runCommand([Deno.execPath(), "doc", ...args], { cwd: root, env: { NO_COLOR: "1" } });
  const lint = await doc("--lint", ...entries);
  const { code, stdout, stderr } = await doc("--json", ...withExamples);
  if (code !== 0) return { problems: [`deno doc --json: ${stderr.trim()}`] };
  const result = checkDocs({ lint: lint.stderr, json: stdout, sources, root });
  if (lint.code === 0 || lint.stderr.includes("documentation lint error")) return result;
  return { problems: [...result.problems, `deno doc --lint: ${lint.stderr.trim()}`] };
}

if (import.meta.main) await runCheck(checkProject);
