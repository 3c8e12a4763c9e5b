import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ignore = Deno.permissions.querySync({ name: "run", command: Deno.execPath() }).state !==
  "granted";

interface NpmPackage {
  readonly name: string;
  readonly dependencies: readonly string[];
}

interface ModuleGraph {
  readonly modules: readonly { readonly specifier: string; readonly npmPackage?: string }[];
  readonly npmPackages: Readonly<Record<string, NpmPackage>>;
}

/** All npm packages that a module imports: by whatever way, lazily, or for types only. */
async function importedPackages(entry: string): Promise<ReadonlySet<string>> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", fileURLToPath(import.meta.resolve(entry))],
    stderr: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  const { modules, npmPackages }: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const names = new Set<string>();
  const add = (id: string) => {
    const { name, dependencies } = npmPackages[id]!;
    if (names.has(name)) return;
    names.add(name);
    dependencies.forEach(add);
  };
  for (const { npmPackage } of modules) if (npmPackage !== undefined) add(npmPackage);
  return names;
}

for (const entry of ["register.ts", "start_once.ts", "transports/worker/delivery_worker.ts"]) {
  Deno.test({
    name: `${entry} loads none of the packages that only tests compare with`,
    ignore,
    async fn() {
      const packages = await importedPackages(`./${entry}`);
      assert.equal(packages.has("@opentelemetry/api"), !entry.startsWith("transports"));
      const unwanted = [...packages].filter((name) =>
        /protobufjs|grpc-js|otlp-transformer|exporter-/.test(name)
      );
      assert.deepEqual(unwanted, []);
    },
  });
}
