import type { ReadEnv } from "../../config/read_env.ts";
import type { ContainerFacts } from "./read_container.ts";

/** What {@linkcode detectKubernetes} looks at. */
export interface KubernetesSources {
  readonly readEnv: ReadEnv;
  /** Reads a small text file; `undefined` also where there is none. */
  readonly readTextFile: (path: string) => string | undefined;
  /** What the kernel tells of the container. */
  readonly container: ContainerFacts;
}

const NAMESPACE_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

/**
 * Finds out which pod this is: from variables with the names that people give to values of the
 * Downward API, from the service account's folder, and from what the kubelet has mounted. Nothing is
 * concluded from the host's name: it need not be the pod's.
 *
 * @returns Attributes; none outside of Kubernetes.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/resource/k8s/}
 *
 * @example
 * ```ts
 * import { detectKubernetes } from "./detect_kubernetes.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { KUBERNETES_SERVICE_HOST: "10.0.0.1", POD_NAME: "dice-0" };
 * const sources = { readEnv: (name: string) => env[name], readTextFile: () => "games" };
 * assert.deepEqual(detectKubernetes({ ...sources, container: {} }), {
 *   "k8s.pod.name": "dice-0",
 *   "k8s.namespace.name": "games",
 * });
 * ```
 */
export function detectKubernetes(
  { readEnv, readTextFile, container }: KubernetesSources,
): Readonly<Record<string, string>> {
  if (!readEnv("KUBERNETES_SERVICE_HOST") && container.podUid === undefined) return {};
  const found: Record<string, string | undefined> = {
    "k8s.pod.name": variable("K8S_POD_NAME", "POD_NAME"),
    "k8s.pod.uid": container.podUid ?? variable("K8S_POD_UID", "POD_UID"),
    "k8s.namespace.name": variable("K8S_NAMESPACE", "POD_NAMESPACE") ??
      (readTextFile(NAMESPACE_FILE)?.trim() || undefined),
    "k8s.node.name": variable("K8S_NODE_NAME", "NODE_NAME"),
    "k8s.container.name": container.containerName,
  };
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

  function variable(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = readEnv(name)?.trim();
      if (value) return value;
    }
    return undefined;
  }
}
