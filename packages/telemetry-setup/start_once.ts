import { basename, dirname, join } from "node:path";
import { claimStartLine } from "./config/claim_start_line.ts";
import { ensureRunId } from "./config/ensure_run_id.ts";
import { describeThread, type StartOnceFacts } from "./describe_thread.ts";
import { writeToStandardError } from "./diagnostics/write_to_standard_error.ts";
import { admitPackages } from "./instrumentations/npm/admit_packages.ts";
import { NPM_LIBRARIES } from "./instrumentations/npm/npm_libraries.ts";
import { listPackages } from "./resource/list_packages.ts";
import { type ResourceFacts, RUNTIME_FACTS } from "./resource/runtime_facts.ts";
import { startFromEnvironment } from "./start_from_environment.ts";

/** On the global object: the entries are separate bundles, each with its own copy of this file. */
const STARTED = Symbol.for("otel-deno.started");

/** What is looked for among the packages that the application depends on. */
const NPM_PACKAGES = NPM_LIBRARIES.flatMap(({ package: instrumentation, companion }) =>
  [instrumentation, companion].flatMap((npm) => npm === undefined ? [] : [npm.name])
);

/**
 * Starts telemetry for the application of this thread, once: a process may be reached by
 * `--preload` and by `NODE_OPTIONS=--require` at the same time, and the first of them counts. One line
 * on standard error says what was started.
 *
 * @param given What is known better than this thread can find out.
 */
export function startOnce(given: StartOnceFacts = {}): void {
  if (!claimStart()) return;
  const { facts, ...thread } = describeThread(given);
  const known = readingOnce(facts);
  const npmInstrumentations = new Map(
    [...listNpmInstrumentations(known)].filter(([, manifest]) => mayLookBeside(manifest)),
  );
  startFromEnvironment({ npmInstrumentations }, { ...thread, facts: known, announce });
}

/**
 * The same for entries that can wait: npm instrumentations of the application are found without a
 * lock file, too.
 */
export async function startOnceAdmitting(given: StartOnceFacts = {}): Promise<void> {
  if (!claimStart()) return;
  const { facts, ...thread } = describeThread(given);
  const known = readingOnce(facts);
  const npmInstrumentations = listNpmInstrumentations(known);
  if (npmInstrumentations.size > 0) await admitPackages(npmInstrumentations);
  startFromEnvironment({ npmInstrumentations }, { ...thread, facts: known, announce });
}

/** The resource asks for the same manifests; a file that is not there is dear. */
function readingOnce(facts: Partial<ResourceFacts>): Partial<ResourceFacts> {
  const { readTextFile } = { ...RUNTIME_FACTS, ...facts };
  const texts = new Map<string, string | undefined>();
  return {
    ...facts,
    readTextFile(path) {
      if (!texts.has(path)) texts.set(path, readTextFile(path));
      return texts.get(path);
    },
  };
}

/** Without a lock file Deno looks into a folder, and without permission it would ask the user. */
function mayLookBeside(manifest: string): boolean {
  const path = join(dirname(manifest), "node_modules");
  return basename(manifest) === "package.json" ||
    Deno.permissions.querySync({ name: "read", path }).state === "granted";
}

function announce(line: string): void {
  if (claimStartLine()) writeToStandardError(line);
}

/** Tells whether this is the first. */
function claimStart(): boolean {
  const state = globalThis as { [STARTED]?: boolean };
  if (state[STARTED] === true) return false;
  state[STARTED] = true;
  ensureRunId();
  return true;
}

function listNpmInstrumentations(facts: Partial<ResourceFacts>): ReadonlyMap<string, string> {
  const { mainModule, readTextFile } = { ...RUNTIME_FACTS, ...facts };
  try {
    return listPackages(mainModule() ?? "", { names: NPM_PACKAGES, readTextFile });
  } catch {
    return new Map();
  }
}
