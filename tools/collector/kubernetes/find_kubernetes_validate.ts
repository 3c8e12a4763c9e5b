import { join } from "node:path";
import { isFile } from "../is_file.ts";
import { repositoryRoot } from "../repository_root.ts";

/**
 * Finds `kubernetes-validate`, which checks manifests by Kubernetes' own schemas: the program that
 * `KUBERNETES_VALIDATE_BIN` names, else the one in the repository's cache.
 *
 * @returns Its path; `undefined` where it is not there, after a line that says how to install it, or
 * where permissions to run it are missing.
 */
export function findKubernetesValidate(): string | undefined {
  const granted = (["env", "read", "run"] as const)
    .every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (!granted) return undefined;
  const found = Deno.env.get("KUBERNETES_VALIDATE_BIN") ||
    join(repositoryRoot, ".cache/python/bin/kubernetes-validate");
  if (isFile(found)) return found;
  console.error(
    "Ignored, kubernetes-validate is not installed: run python3 -m venv .cache/python && " +
      ".cache/python/bin/pip install -r tools/collector/kubernetes/requirements.txt",
  );
  return undefined;
}
