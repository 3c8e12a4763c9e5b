import { join } from "node:path";
import { listFiles } from "./source/list_files.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";

interface LockFile {
  readonly npm?: Readonly<
    Record<string, {
      readonly dependencies?: readonly string[];
      readonly optionalPeers?: readonly string[];
    }>
  >;
}

const SCOPE = "@opentelemetry/";
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

/**
 * Checks that each `@opentelemetry` package is installed once: two copies of the SDK do not see each
 * other's spans. A range in an import map would bring a second copy sooner or later.
 *
 * @param lock text of `deno.lock`
 * @param configs text of each `deno.json`, by path
 */
export function checkOtelVersions(
  lock: string,
  configs: ReadonlyMap<string, string>,
): CheckResult {
  const { npm = {} } = JSON.parse(lock) as LockFile;
  const installed = Map.groupBy(
    Object.keys(npm).filter((id) => id.startsWith(SCOPE)),
    (id) => id.slice(0, id.indexOf("@", 1)),
  );
  const problems = [...installed].filter(([, ids]) => ids.length > 1).map(([name, ids]) =>
    `deno.lock:1: ${name} is installed ${ids.length} times (one version each): ` +
    ids.map((id) => `${id.slice(name.length + 1)} for ${dependents(id, name, npm)}`).join("; ")
  );
  for (const [path, text] of configs) problems.push(...looseVersions(path, text));
  return { problems };
}

/** A dependency is written as a bare name where there is one version of it, else with the version. */
function dependents(id: string, name: string, npm: NonNullable<LockFile["npm"]>): string {
  const users = Object.entries(npm)
    .filter(([, { dependencies = [], optionalPeers = [] }]) =>
      [...dependencies, ...optionalPeers].some((one) => one === id || one === name)
    )
    .map(([user]) => user);
  return users.length === 0 ? "deno.json" : users.join(", ");
}

function looseVersions(path: string, text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/"npm:\/?(@opentelemetry\/[^@/"]+)(?:@([^/"]*))?/g)]
      .filter(([, , version = ""]) => !EXACT.test(version))
      .map(([, name, version = ""]) =>
        `${path}:${index + 1}: ${name} is imported as "${version}" (one exact version, no range)`
      )
  );
}

async function checkProject(root: string): Promise<CheckResult> {
  const configs = new Map<string, string>();
  for (const path of await listFiles(root, ["deno.json"])) {
    configs.set(path, await Deno.readTextFile(join(root, path)));
  }
  return checkOtelVersions(await Deno.readTextFile(join(root, "deno.lock")), configs);
}

if (import.meta.main) await runCheck(checkProject);
