import { join } from "node:path";
import { listFiles } from "../../source/list_files.ts";

/** Configurations that are merged, in order, into one that a Collector runs with. */
export interface CollectorConfiguration {
  /** Paths in the folder. The last is what it is named after. */
  readonly paths: readonly string[];
}

/** The keys of a Collector's configuration. */
const KEYS = new Set([
  "receivers",
  "processors",
  "exporters",
  "connectors",
  "extensions",
  "service",
]);

/** Those that are merged over another one; alone they are no configuration. */
const BASES: Readonly<Record<string, string>> = {
  "gateway/kafka/agent.yaml": "gateway/agent.yaml",
  "gateway/kafka/gateway.yaml": "gateway/gateway.yaml",
  "gateway/kubernetes/agent_resolver.yaml": "gateway/agent.yaml",
  "gateway/testing/received_overlay.yaml": "gateway/gateway.yaml",
};

/** Those of programs that are built of the Collector's parts and have others besides. */
const OF_OTHERS: ReadonlySet<string> = new Set(["backends/jaeger.yaml"]);

/**
 * Finds every configuration of a Collector in a folder: YAML with nothing but a Collector's keys.
 *
 * @param folder The repository's `collector` folder, absolute
 * @throws {Error} One of them is only a part, and nobody says of what
 */
export async function findConfigurations(
  folder: string,
): Promise<readonly CollectorConfiguration[]> {
  // It looks at the environment when it is loaded.
  const { parseAllDocuments } = await import("yaml");
  const found: CollectorConfiguration[] = [];
  for (const path of await listFiles(folder, [".yaml"])) {
    const documents = parseAllDocuments(await Deno.readTextFile(join(folder, path)), {
      merge: true,
    });
    if (documents.length !== 1 || OF_OTHERS.has(path)) continue;
    const keys = Object.keys(documents[0]?.toJS() ?? {});
    if (keys.length === 0 || !keys.every((key) => KEYS.has(key))) continue;
    const base = BASES[path];
    if (base === undefined && !keys.includes("receivers")) {
      throw new Error(
        `Cannot validate collector/${path}: it is a part of a configuration; ` +
          "say over which one it is merged in tools/collector/validate/find_configurations.ts",
      );
    }
    found.push({ paths: base === undefined ? [path] : [base, path] });
  }
  return found;
}
