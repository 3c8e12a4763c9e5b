import { dirname, resolve } from "node:path";

/** An object of Kubernetes as it is written. */
// deno-lint-ignore no-explicit-any -- its schema says what may be in it
export type Manifest = Readonly<Record<string, any>>;

/** What a kustomization consists of. */
export interface Kustomization {
  readonly namespace: string;
  /** Absolute paths of the files with manifests. */
  readonly files: readonly string[];
  readonly manifests: readonly Manifest[];
  /** The ConfigMaps that it makes, by name. */
  readonly configMaps: Readonly<Record<string, GeneratedConfigMap>>;
}

/** A ConfigMap that is made of files and of literals. */
export interface GeneratedConfigMap {
  /** Absolute path of each file, by the name that it has in the map. */
  readonly files: Readonly<Record<string, string>>;
  readonly literals: Readonly<Record<string, string>>;
}

/**
 * Reads a `kustomization.yaml` and the manifests that it names, without changing them as kustomize would.
 *
 * @param path Absolute
 * @throws {Deno.errors.NotFound} It or a file that it names is not there
 */
export async function readManifests(path: string): Promise<Kustomization> {
  // It looks at the environment when it is loaded.
  const { parse, parseAllDocuments } = await import("yaml");
  const { namespace, resources, configMapGenerator = [] } = parse(await Deno.readTextFile(path));
  const folder = dirname(path);
  const files = (resources as readonly string[]).map((file) => resolve(folder, file));
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return {
    namespace,
    files,
    manifests: texts.flatMap((text) => parseAllDocuments(text).map((one) => one.toJS())),
    configMaps: Object.fromEntries(
      (configMapGenerator as readonly Generator[]).map(({ name, files = [], literals = [] }) => [
        name,
        {
          files: Object.fromEntries(files.map((file) => {
            const [key = "", source = key] = file.split("=");
            return [key.split("/").at(-1), resolve(folder, source)];
          })),
          literals: Object.fromEntries(literals.map((literal) => split(literal))),
        },
      ]),
    ),
  };
}

interface Generator {
  readonly name: string;
  readonly files?: readonly string[];
  readonly literals?: readonly string[];
}

function split(literal: string): readonly [string, string] {
  const at = literal.indexOf("=");
  return [literal.slice(0, at), literal.slice(at + 1)];
}
