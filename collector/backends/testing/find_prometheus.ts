import { join } from "node:path";
import { isFile } from "../../../tools/collector/is_file.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";

/** Paths of Prometheus' two programs. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  /** Checks configurations and rules. */
  readonly promtool: string;
}

/**
 * Finds Prometheus: in the folder that `PROMETHEUS_FOLDER` names, else in the repository's cache, else in
 * the folders of `PATH`.
 *
 * @returns `undefined` where it is not there, after a line that says how to install it, or where
 * permissions to run it are missing.
 */
export function findPrometheus(): PrometheusPrograms | undefined {
  const granted = (["env", "net", "read", "run", "write"] as const)
    .every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (!granted) return undefined;
  const named = Deno.env.get("PROMETHEUS_FOLDER");
  const folders = named
    ? [named]
    : [join(repositoryRoot, ".cache/prometheus"), ...(Deno.env.get("PATH") ?? "").split(":")];
  for (const folder of folders) {
    const found = {
      prometheus: join(folder, "prometheus"),
      promtool: join(folder, "promtool"),
    };
    if (isFile(found.prometheus) && isFile(found.promtool)) return found;
  }
  console.error("Ignored, Prometheus is not installed: run apt-get install prometheus");
  return undefined;
}
