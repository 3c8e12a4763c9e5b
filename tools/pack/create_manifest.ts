import type { PackedPackage } from "./packed_package.ts";

/** What {@linkcode createManifest} has to know of a package besides its data. */
export interface ManifestFacts {
  readonly name: string;
  readonly version: string;
  /** Entry points that applications import: file by export name. */
  readonly modules: Readonly<Record<string, string>>;
  /** Names of the packages that its code and its declarations import. */
  readonly imported: ReadonlySet<string>;
  /** Exact versions, by package. */
  readonly versions: ReadonlyMap<string, string>;
}

/**
 * Makes the `package.json` of a tarball.
 *
 * Versions are exact: with ranges the SDK is installed twice.
 *
 * @throws {Error} If a package is imported whose version nobody knows.
 */
export function createManifest(packed: PackedPackage, facts: ManifestFacts): object {
  const { name, version, modules, imported, versions } = facts;
  const dependencies: Record<string, string> = {};
  const peers: Record<string, string> = {};
  for (const dependency of [...imported].sort()) {
    const range = packed.optionalPeers[dependency];
    if (range !== undefined) {
      peers[dependency] = range;
      continue;
    }
    const exact = versions.get(dependency);
    if (exact === undefined) {
      throw new Error(`Cannot pack ${name}: no version of ${dependency} in the import map`);
    }
    dependencies[dependency] = exact;
  }
  const commands = packed.commands.map(({ name }) => [name, `./bin/${name}.js`]);
  return {
    name,
    version,
    description: packed.description,
    license: "Apache-2.0",
    type: "module",
    engines: { deno: ">=2.9.6" },
    exports: {
      ...Object.fromEntries(
        Object.entries(modules).map(([entry, module]) => {
          const path = `./${module.replace(/\.ts$/, "")}`;
          return [entry, { types: `${path}.d.ts`, default: `${path}.js` }];
        }),
      ),
      ...Object.fromEntries(
        Object.entries(packed.bundles).map(([entry, bundle]) => {
          const path = `./dist/entries/${bundle}`;
          return [entry, { types: path.replace(/\.(c?)js$/, ".d.$1ts"), default: path }];
        }),
      ),
      "./package.json": "./package.json",
    },
    ...(commands.length === 0 ? {} : { bin: Object.fromEntries(commands) }),
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
    ...(Object.keys(peers).length === 0 ? {} : {
      peerDependencies: peers,
      peerDependenciesMeta: Object.fromEntries(
        Object.keys(peers).map((peer) => [peer, { optional: true }]),
      ),
    }),
  };
}
