import { dirname, join, resolve } from "pathe";
// Deno itself reads comments and trailing commas there; plain JSON is a part of that.
import stripJsonComments from "strip-json-comments";
import { findManifests } from "./find_manifests.ts";

/** What {@linkcode inspectTask} has to know. */
export interface TaskFacts {
  readonly cwd: string;
  /** Reads a manifest; `undefined` where it cannot. */
  readonly readText: (path: string) => string | undefined;
}

interface Task {
  readonly command: string;
  readonly dependencies: readonly string[];
}

/** What {@linkcode inspectTask} finds out. */
export interface TaskTraits {
  /** A task that starts `deno serve` by itself; `--eval` where it has no name. */
  readonly serving?: string;
  /** Whether the commands are known, and none of them says which programs may be started. */
  readonly startsAnything: boolean;
}

/** Options of `deno task` whose value is the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(["-c", "--config", "--cwd", "-f", "--filter"]);
const START = String.raw`(?:^|[;&|(\n])\s*(?:\w+=\S*\s+)*`;
const SERVE = new RegExp(String.raw`${START}deno\s+(?:-\S+\s+)*serve(?:\s|$)`);
const OTHER_TASKS = new RegExp(
  String.raw`${START}(?:deno\s+task|npm\s+run)\s+(?:-q\s+|--quiet\s+)?([\w:.-]+)`,
  "g",
);
const LIMITED = /--allow-run=|--permission-set|\s-[A-Za-z]*P/;

/**
 * Looks at what `deno task` is going to run, with the tasks that it depends on or starts. Deno starts
 * each `deno` in a task by itself, so that `deno serve` there is out of reach; other programs in it
 * look for theirs on PATH.
 *
 * @param words What stands behind `deno task`.
 */
export function inspectTask(words: readonly string[], facts: TaskFacts): TaskTraits {
  let folder = facts.cwd;
  let config: string | undefined;
  let index = 0;
  for (; index < words.length && words[index]!.startsWith("-"); index++) {
    const [name = "", given] = words[index]!.split(/=(.*)/s);
    if (name === "--eval") return traitsOf([["--eval", words.slice(index + 1).join(" ")]]);
    const value = WITH_VALUE.has(name) ? given ?? words[++index] ?? "" : "";
    if (name === "--cwd") folder = resolve(facts.cwd, value);
    if (name === "-c" || name === "--config") config = resolve(facts.cwd, value);
  }
  const manifests = [
    ...(config === undefined ? [] : [config]),
    ...findManifests(join(folder, "x"), () => true),
  ].map((file) => readTasks(file, facts));
  const commands = new Map<string, string>();
  const visit = (name: string): void => {
    const task = manifests.find((tasks) => Object.hasOwn(tasks, name))?.[name];
    if (task === undefined || commands.has(name)) return;
    commands.set(name, task.command);
    for (const other of task.dependencies) visit(other);
    for (const [, other = ""] of task.command.matchAll(OTHER_TASKS)) visit(other);
  };
  visit(words[index] ?? "");
  return traitsOf([...commands]);
}

function traitsOf(commands: readonly (readonly [name: string, command: string])[]): TaskTraits {
  const serving = commands.find(([, command]) => SERVE.test(command))?.[0];
  return {
    ...(serving === undefined ? {} : { serving }),
    startsAnything: commands.length > 0 && !commands.some(([, command]) => LIMITED.test(command)),
  };
}

function readTasks(path: string, { readText }: TaskFacts): Readonly<Record<string, Task>> {
  const isPackage = path === join(dirname(path), "package.json");
  try {
    const text = stripJsonComments(readText(path) ?? "{}", { trailingCommas: true });
    const { tasks, scripts } = JSON.parse(text);
    return Object.fromEntries(
      Object.entries((isPackage ? scripts : tasks) ?? {}).map((
        [name, task],
      ) => [name, toTask(task)]),
    );
  } catch {
    // Deno will say what is wrong with it.
    return {};
  }
}

function toTask(task: unknown): Task {
  if (typeof task === "string") return { command: task, dependencies: [] };
  const { command, dependencies } = Object(task);
  return {
    command: typeof command === "string" ? command : "",
    dependencies: Array.isArray(dependencies) ? dependencies.map(String) : [],
  };
}
