/** Every compose file of `collector/`: by the schema, and by what is around it, as no Docker runs here. */
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import type { ComposeFile, ComposeService } from "./compose/compose_file.ts";
import { listComposeFiles } from "./compose/list_compose_files.ts";
import { readCompose } from "./compose/read_compose.ts";
import { validateCompose } from "./compose/validate_compose.ts";
import { isFile } from "./is_file.ts";
import { readYaml } from "./read_yaml.ts";
import { repositoryRoot } from "./repository_root.ts";

const FOLDER = join(repositoryRoot, "collector");
const COLLECTOR_IMAGE = "otel/opentelemetry-collector-contrib";

// The YAML package looks at the environment when it is loaded.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

type Check = (service: ComposeService, name: string, file: ComposeFile) => unknown;

/** What holds for each service of each compose file. */
const CHECKS: Readonly<Record<string, Check>> = {
  "pins its image": ({ image, build }) => {
    if (build !== undefined) return;
    assert.match(image ?? "", /^[\w.\/-]+:v?\d+\.\d+\.\d+(@sha256:[\da-f]{64})?$/);
  },
  "builds from a Dockerfile that is there": ({ build }) => {
    if (build === undefined) return;
    assert.equal(build.context, repositoryRoot);
    assert.ok(isFile(build.dockerfile), build.dockerfile);
  },
  "publishes on this machine only": ({ ports }) => {
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/);
  },
  "mounts files that are there, read-only, and volumes that are declared": (
    { volumes },
    _name,
    file,
  ) => {
    for (const mount of volumes) {
      if (mount.type === "volume") {
        assert.ok(file.volumes.includes(mount.source ?? ""), `volume ${mount.source}`);
        continue;
      }
      assert.equal(mount.type, "bind");
      const { source = "" } = mount;
      // What a task makes, such as keys, is in the cache; the rest is committed.
      if (!isInside(source, join(repositoryRoot, ".cache"))) assert.ok(Deno.lstatSync(source));
      assert.equal(mount.read_only, true, source);
      // Else Docker makes a folder where a file is missing.
      assert.equal(mount.bind?.create_host_path, false, source);
    }
  },
  "is told only of paths that are mounted": ({ command, volumes }) => {
    for (const path of command.flatMap((word) => /^[^/]*(\/.*)$/.exec(word)?.[1] ?? [])) {
      const mounted = volumes.some(({ target }) => isInside(path, target));
      assert.ok(mounted, `${path} is mounted nowhere`);
    }
  },
  "has a limit of memory, and is restarted": ({ memoryLimit, restart }) => {
    assert.match(memoryLimit ?? "", /^\d+(\.\d+)?[kmgKMG]b?$/);
    assert.equal(restart, "unless-stopped");
  },
  "depends on services that are there": ({ dependsOn }, _name, file) => {
    for (const other of dependsOn) assert.ok(other in file.services, other);
  },
  "names hosts that are services": ({ environment }, _name, file) => {
    const known = Object.values(file.services).flatMap(({ names }) => names);
    for (const [name, value] of Object.entries(environment)) {
      const hosts = [...value.matchAll(/\b([a-z][\w-]*):\d{2,5}\b/g)].map(([, host = ""]) => host);
      for (const host of hosts) assert.ok(known.includes(host), `${name}: there is no ${host}`);
    }
  },
};

for (const path of ignore ? [] : listComposeFiles(FOLDER)) {
  const title = relative(repositoryRoot, path).replaceAll("\\", "/");

  Deno.test(`${title} is valid, when the specification's schema reads it`, async () => {
    assert.deepEqual(validateCompose(await readYaml(path)), []);
  });

  for (const [what, check] of Object.entries(CHECKS)) {
    Deno.test(`${title}: each service ${what}`, async () => {
      const file = await readCompose(path);
      for (const [name, service] of Object.entries(file.services)) {
        try {
          check(service, name, file);
        } catch (error) {
          throw new Error(`Cannot accept the service ${name}: ${(error as Error).message}`);
        }
      }
    });
  }

  Deno.test(`${title} uses each volume that it declares`, async () => {
    const { services, volumes } = await readCompose(path);
    const used = Object.values(services).flatMap((service) => service.volumes);
    for (const volume of volumes) {
      assert.ok(used.some(({ type, source }) => type === "volume" && source === volume), volume);
    }
  });

  Deno.test(`${title} runs the Collector that builder.yaml builds, with configurations that listen where it publishes`, async () => {
    const { services } = await readCompose(path);
    const { dist } = await readYaml(join(FOLDER, "builder.yaml"));
    const collectors = Object.values(services).filter(({ image }) =>
      image?.startsWith(COLLECTOR_IMAGE)
    );
    assert.ok(collectors.length > 0);
    for (const collector of collectors) {
      assert.equal(collector.image, `${COLLECTOR_IMAGE}:${dist.version}`);
      assert.equal(collector.hasHealthcheck, false, "the image has no shell to run one");
      assert.equal(collector.environment["OTLP_HOST"], "0.0.0.0");
      const configs = configurationsOf(collector);
      assert.ok(configs.length > 0, "it has no configuration");
      const text = (await Promise.all(configs.map(readDefaults))).join("\n");
      for (const port of collector.ports.map((port) => port.split(":").at(-1))) {
        assert.match(text, new RegExp(`:${port}$`, "m"), `nothing listens on ${port}`);
      }
    }
  });

  Deno.test(`${title} takes the dice server along, in the profile "app"`, async () => {
    const { services } = await readCompose(path);
    const server = services["dice-server"];
    assert.ok(server !== undefined);
    assert.deepEqual(server.profiles, ["app"]);
    assert.equal(server.build?.dockerfile, join(repositoryRoot, "apps/dice-server/Dockerfile"));
    const endpoint = new URL(server.environment["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "");
    const receivers = Object.values(services).filter(({ names }) =>
      names.includes(endpoint.hostname)
    );
    assert.ok(receivers.length > 0, endpoint.hostname);
    for (const { ports } of receivers) {
      // Who publishes a port of the container listens on it.
      assert.ok(ports.some((port) => port.endsWith(`:${endpoint.port}`)), endpoint.port);
    }
  });
}

/** Sources of the files that the command names with `--config`. */
function configurationsOf({ command, volumes }: ComposeService): readonly string[] {
  return command.flatMap((word) => /^--config=(.*)$/.exec(word)?.[1] ?? []).map((target) => {
    const mount = volumes.find((one) => one.target === target);
    assert.ok(mount?.source !== undefined && isFile(mount.source), target);
    return mount.source;
  });
}

async function readDefaults(path: string): Promise<string> {
  const text = await Deno.readTextFile(path);
  return text.replaceAll(/\$\{env:\w+:-([^}]*)\}/g, "$1");
}

function isInside(path: string, folder: string): boolean {
  return !relative(folder, path).startsWith("..");
}
