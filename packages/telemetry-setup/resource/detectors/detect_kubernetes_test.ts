import assert from "node:assert/strict";
import { RESOURCE_NEEDS } from "../resource_needs.ts";
import { detectKubernetes, type KubernetesSources } from "./detect_kubernetes.ts";

const HOST = { KUBERNETES_SERVICE_HOST: "10.96.0.1" };

function detect(
  env: Readonly<Record<string, string>>,
  { readTextFile = () => undefined, container = {} }: Partial<KubernetesSources> = {},
) {
  return detectKubernetes({ readEnv: (name) => env[name], readTextFile, container });
}

Deno.test("detectKubernetes() takes values of the Downward API by their usual names", () => {
  const expected = {
    "k8s.pod.name": "dice-7d9c5b6f4-x2x9k",
    "k8s.pod.uid": "6b1f2c3d-0a1b-4c2d-8e3f-112233445566",
    "k8s.namespace.name": "games",
    "k8s.node.name": "node-3",
  };
  const [pod, uid, namespace, node] = Object.values(expected) as [string, string, string, string];
  const names = { POD_NAME: pod, POD_UID: uid, POD_NAMESPACE: namespace, NODE_NAME: node };
  assert.deepEqual(detect({ ...HOST, ...names }), expected);
  const others = {
    K8S_POD_NAME: pod,
    K8S_POD_UID: uid,
    K8S_NAMESPACE: namespace,
    K8S_NODE_NAME: node,
  };
  assert.deepEqual(detect({ ...HOST, ...others }), expected);
});

Deno.test("detectKubernetes() takes what the kernel tells, and the service account's namespace", () => {
  const asked: string[] = [];
  const readTextFile = (path: string) => {
    asked.push(path);
    return "games\n";
  };
  const container = { podUid: "uid-1", containerName: "dice", containerId: "c1" };
  assert.deepEqual(detect({ POD_UID: "other" }, { readTextFile, container }), {
    "k8s.pod.uid": "uid-1",
    "k8s.namespace.name": "games",
    "k8s.container.name": "dice",
  });
  assert.deepEqual(asked, RESOURCE_NEEDS.kubernetes!.read);
});

Deno.test("detectKubernetes() concludes nothing from the host's name or from empty values", () => {
  assert.deepEqual(detect({ ...HOST, HOSTNAME: "dice-0", POD_NAME: " ", POD_NAMESPACE: "" }), {});
});

Deno.test("detectKubernetes() finds nothing and reads no file outside of Kubernetes", () => {
  const readTextFile = () => assert.fail("read a file");
  assert.deepEqual(detect({ POD_NAME: "dice", NODE_NAME: "laptop" }, { readTextFile }), {});
});

Deno.test("RESOURCE_NEEDS name every variable that detectKubernetes() reads, and no other", () => {
  const read = new Set<string>();
  detectKubernetes({
    readEnv(name) {
      read.add(name);
      return name === "KUBERNETES_SERVICE_HOST" ? "10.96.0.1" : undefined;
    },
    readTextFile: () => undefined,
    container: {},
  });
  assert.deepEqual([...read].sort(), [...RESOURCE_NEEDS.kubernetes!.env].sort());
});
