/** The Kubernetes manifests of the scenario gateway: whether names, ports, labels and mounts fit. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { isFile } from "./is_file.ts";
import { type Manifest, readManifests } from "./kubernetes/read_manifests.ts";
import { readYaml } from "./read_yaml.ts";
import { repositoryRoot } from "./repository_root.ts";

const FOLDER = join(repositoryRoot, "collector", "gateway");

// The YAML package looks at the environment when it is loaded.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

const read = () => readManifests(join(FOLDER, "kustomization.yaml"));

/** DaemonSet and StatefulSet. */
async function readWorkloads(): Promise<readonly Manifest[]> {
  const { manifests } = await read();
  const workloads = manifests.filter(({ spec }) => spec?.template !== undefined);
  assert.deepEqual(workloads.map(({ kind }) => kind), ["DaemonSet", "StatefulSet"]);
  return workloads;
}

/** The only container of a workload. */
function containerOf({ spec }: Manifest): Manifest {
  const [container, ...others] = spec.template.spec.containers;
  assert.equal(others.length, 0);
  return container;
}

Deno.test(
  "kubernetes: there is each kind of object that the scenario needs",
  { ignore },
  async () => {
    const { manifests, namespace } = await read();
    const kinds = new Set(manifests.map(({ kind }) => kind));
    for (
      const kind of [
        "DaemonSet",
        "StatefulSet",
        "Service",
        "HorizontalPodAutoscaler",
        "PodDisruptionBudget",
        "NetworkPolicy",
        "ServiceAccount",
      ]
    ) assert.ok(kinds.has(kind), kind);
    const created = manifests.filter(({ kind }) => kind === "Namespace");
    assert.deepEqual(created.map(({ metadata }) => metadata.name), [namespace]);
  },
);

Deno.test("kubernetes: each selector finds the pods of a workload", { ignore }, async () => {
  const { manifests } = await read();
  const labels = (await readWorkloads()).map(({ spec }) => spec.template.metadata.labels);
  const selectors = manifests.flatMap(({ kind, spec }) => {
    if (kind === "Service") return [spec.selector];
    if (kind === "NetworkPolicy") return [spec.podSelector.matchLabels];
    return spec?.selector === undefined ? [] : [spec.selector.matchLabels];
  });
  // Two services, two workloads, one budget, two network policies.
  assert.equal(selectors.length, 7);
  for (const selector of selectors) {
    const found = labels.filter((one) =>
      Object.entries(selector).every(([key, value]) => one[key] === value)
    );
    assert.equal(found.length, 1, JSON.stringify(selector));
  }
});

Deno.test("kubernetes: services, probes and network policies name ports that the containers have", {
  ignore,
}, async () => {
  const { manifests } = await read();
  for (const workload of await readWorkloads()) {
    const { name } = workload.metadata;
    const container = containerOf(workload);
    const ports = new Map<string, number>(
      container.ports.map((port: Manifest) => [port.name, port.containerPort]),
    );
    const service = manifests.find((one) => one.kind === "Service" && one.metadata.name === name);
    for (const { port, targetPort } of service?.spec.ports ?? []) {
      assert.equal(ports.get(targetPort), port, `service ${name}`);
    }
    for (const probe of [container.readinessProbe, container.livenessProbe]) {
      assert.equal(ports.get(probe.httpGet.port), 13133);
    }
    const policy = manifests.find((one) =>
      one.kind === "NetworkPolicy" && one.metadata.name === name
    );
    const admitted = policy?.spec.ingress.flatMap((rule: Manifest) => rule.ports);
    assert.deepEqual(
      admitted.map(({ port }: Manifest) => port).sort(),
      [...ports.values()].filter((port) => port !== 13133).sort(),
      `network policy ${name}`,
    );
  }
});

Deno.test(
  "kubernetes: the configurations listen on the containers' ports and are mounted where the arguments look",
  {
    ignore,
  },
  async () => {
    const { configMaps } = await read();
    for (const workload of await readWorkloads()) {
      const container = containerOf(workload);
      const { volumes, securityContext } = workload.spec.template.spec;
      const volume = volumes.find(({ name }: Manifest) => name === "config");
      const { mountPath } = container.volumeMounts.find(({ name }: Manifest) => name === "config");
      const configMap = configMaps[volume.configMap.name];
      const sources = container.args.map((argument: string) => {
        const source = configMap?.files[argument.replace(`--config=${mountPath}/`, "")];
        assert.ok(source !== undefined && isFile(source), argument);
        return source;
      });
      const { receivers, extensions, service } = await readYaml(sources[0]);
      const { grpc, http } = receivers.otlp.protocols;
      const listened = [grpc, http, extensions.health_check]
        .map(({ endpoint }) => Number(endpoint.split(":").at(-1)))
        .concat(service.telemetry.metrics.readers[0].pull.exporter.prometheus.port);
      for (const { containerPort } of container.ports) assert.ok(listened.includes(containerPort));

      const { directory } = extensions.file_storage;
      assert.ok(container.volumeMounts.some((mount: Manifest) => mount.mountPath === directory));
      assert.equal(securityContext.runAsNonRoot, true);
      assert.equal(securityContext.fsGroup, securityContext.runAsUser);
      assert.equal(container.securityContext.readOnlyRootFilesystem, true);
    }
  },
);

Deno.test(
  "kubernetes: the agents ask DNS for the headless service of the gateways",
  { ignore },
  async () => {
    const { manifests, namespace } = await read();
    const { exporters } = await readYaml(join(FOLDER, "kubernetes", "agent_resolver.yaml"));
    const agent = await readYaml(join(FOLDER, "agent.yaml"));
    const balancing = Object.keys(agent.exporters).filter((name) => /^load_?balancing/.test(name));
    assert.deepEqual(Object.keys(exporters), balancing);
    for (const { resolver } of Object.values<Manifest>(exporters)) {
      assert.equal(resolver.static, null);
      const [name, zone] = resolver.dns.hostname.split(".");
      assert.equal(zone, namespace);
      const service = manifests.find((one) => one.kind === "Service" && one.metadata.name === name);
      assert.equal(service?.spec.clusterIP, "None");
      assert.equal(`${service?.spec.ports[0].port}`, resolver.dns.port);
    }
  },
);

Deno.test(
  "kubernetes: the autoscaler and the set agree, and the budget leaves one pod to be moved",
  {
    ignore,
  },
  async () => {
    const { manifests } = await read();
    const set = manifests.find(({ kind }) => kind === "StatefulSet");
    const scaler = manifests.find(({ kind }) => kind === "HorizontalPodAutoscaler");
    const budget = manifests.find(({ kind }) => kind === "PodDisruptionBudget");
    assert.equal(scaler?.spec.scaleTargetRef.name, set?.metadata.name);
    assert.equal(set?.spec.replicas, undefined, "each apply would undo what the autoscaler did");
    assert.ok(scaler?.spec.minReplicas >= 3);
    assert.equal(budget?.spec.maxUnavailable, 1);
  },
);

Deno.test("kubernetes: the memory limits leave room above what the Collector may hold", {
  ignore,
}, async () => {
  const { dist } = await readYaml(join(repositoryRoot, "collector", "builder.yaml"));
  for (const workload of await readWorkloads()) {
    const { env, resources, image } = containerOf(workload);
    assert.equal(image, `otel/opentelemetry-collector-contrib:${dist.version}`);
    const value = (name: string) =>
      Number(env.find((one: Manifest) => one.name === name).value.replace("MiB", ""));
    assert.equal(value("GOMEMLIMIT"), value("MEMORY_LIMIT_MIB"));
    const limit = Number(/^(\d+)Mi$/.exec(resources.limits.memory)?.[1]);
    assert.ok(limit >= value("MEMORY_LIMIT_MIB") * 1.2, resources.limits.memory);
  }
});
