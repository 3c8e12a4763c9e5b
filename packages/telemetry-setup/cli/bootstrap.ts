/**
 * `opentelemetry-bootstrap [-a requirements|install] [--dry-run] [--json] [PATH]`: prints the npm
 * instrumentations for the libraries that an application uses, or adds them to its manifest.
 *
 * @module
 */
import { basename } from "node:path";
import { addPackages } from "./bootstrap/add_packages.ts";
import { chooseManifest } from "./bootstrap/choose_manifest.ts";
import { findPackages } from "./bootstrap/find_packages.ts";
import { findProject, type Project } from "./bootstrap/find_project.ts";
import { formatRemarks } from "./bootstrap/format_remarks.ts";
import { loadModuleGraph } from "./bootstrap/load_module_graph.ts";
import { type Finding, matchLibraries } from "./bootstrap/match_libraries.ts";
import { parseBootstrapArgs } from "./bootstrap/parse_bootstrap_args.ts";
import type { ModuleGraph } from "./bootstrap/read_module_graph.ts";
import { UsageError } from "./usage_error.ts";
import { writeText } from "./write_text.ts";

const USAGE = `Usage: opentelemetry-bootstrap [-a requirements|install] [--dry-run] [--json] [PATH]

Finds the libraries that an application uses and the instrumentations for them. PATH is its folder or
its first module; by default the current folder.

  -a, --action ACTION  requirements: print the npm packages, one name@version a line (default)
                       install: add them to the imports of deno.json or to package.json
  --dry-run            with install: print what would be added, and change nothing
  --json               print what was found, for programs
`;

async function bootstrap(argv: readonly string[]): Promise<void> {
  const { action, dryRun, json, help, path } = parseBootstrapArgs(argv);
  if (help) return writeText(Deno.stdout, USAGE);
  const project = findProject(path, {
    cwd: Deno.cwd(),
    kindOf,
    readTextFile: (path) => Deno.readTextFileSync(path),
  });
  const findings = matchLibraries(findPackages(project, await graphOf(project)));
  if (json) writeText(Deno.stdout, `${JSON.stringify(findings, null, 2)}\n`);
  else writeText(Deno.stderr, formatRemarks(findings));
  if (action === "install") return install(project, findings, { dryRun, quiet: json });
  const packages = findings.flatMap(({ packages }) => packages);
  if (!json) writeText(Deno.stdout, packages.map((npm) => `${npm.name}@${npm.version}\n`).join(""));
}

/** Without an entry, or where Deno cannot load it, the manifests have to do. */
async function graphOf({ entry, ...project }: Project): Promise<ModuleGraph | undefined> {
  if (entry === undefined) return undefined;
  try {
    return await loadModuleGraph(entry, project);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    writeText(Deno.stderr, `Cannot look into ${basename(entry)}, going by manifests: ${reason}\n`);
    return undefined;
  }
}

function install(
  { manifests }: Project,
  findings: readonly Finding[],
  { dryRun, quiet }: { readonly dryRun: boolean; readonly quiet: boolean },
): void {
  const listed = new Set(manifests.flatMap(({ names }) => names));
  const missing = findings.flatMap(({ packages }) => packages)
    .filter(({ name }) => !listed.has(name));
  const manifest = chooseManifest(manifests, findings.map(({ library }) => library));
  const tell = (line: string) => quiet || writeText(Deno.stdout, `${line}\n`);
  if (missing.length === 0) return void tell(`Nothing to add to ${manifest.path}`);
  if (!dryRun) Deno.writeTextFileSync(manifest.path, addPackages(manifest, missing));
  for (const { name, version } of missing) {
    tell(`${dryRun ? "Would add" : "Added"} ${name}@${version} to ${manifest.path}`);
  }
  if (!dryRun) tell("Run deno install to fetch them");
}

function kindOf(path: string): "file" | "folder" | undefined {
  try {
    return Deno.statSync(path).isDirectory ? "folder" : "file";
  } catch {
    return undefined;
  }
}

try {
  await bootstrap(Deno.args);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  writeText(Deno.stderr, `opentelemetry-bootstrap: ${message}\n`);
  Deno.exit(error instanceof UsageError ? error.exitCode : 1);
}
