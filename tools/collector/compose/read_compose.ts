import { dirname, resolve } from "node:path";
import type { ComposeFile, ComposeMount, ComposeService } from "./compose_file.ts";
import { mergeServices, type RawService } from "./merge_services.ts";
import { readYaml } from "../read_yaml.ts";

/** Where {@linkcode readCompose} takes its files from. */
export interface ReadComposeOptions {
  /** @default Deno.readTextFile */
  readonly readTextFile?: (path: string) => Promise<string>;
}

/**
 * Reads a compose file as `docker compose` would with no variable set, as far as the files of this
 * repository need it: merge keys, defaults of variables, `extends` with a file.
 *
 * @param path Absolute
 * @throws {Deno.errors.NotFound} It, or a file that it extends, is not there
 * @throws {TypeError} It extends a service that is not there
 */
export async function readCompose(
  path: string,
  options: ReadComposeOptions = {},
): Promise<ComposeFile> {
  const { services = {}, name, volumes = {} } = await readYaml(path, options);
  const read = await Promise.all(
    Object.keys(services).map(async (service) =>
      [
        service,
        settleService(service, await readService(path, service, options)),
      ] as const
    ),
  );
  return { name, services: Object.fromEntries(read), volumes: Object.keys(volumes) };
}

/** With `extends` followed and with absolute paths, which are relative to the file they are in. */
async function readService(
  path: string,
  service: string,
  options: ReadComposeOptions,
): Promise<RawService> {
  const { services = {} } = await readYaml(path, options);
  const raw = services[service];
  if (raw === undefined) throw new TypeError(`Cannot read ${path}: there is no service ${service}`);
  const { extends: base, ...own } = withAbsolutePaths(raw, dirname(path));
  if (base === undefined) return own;
  const file = resolve(dirname(path), base.file);
  return mergeServices(await readService(file, base.service, options), own);
}

function withAbsolutePaths(raw: RawService, folder: string): RawService {
  const { build, volumes = [] } = raw;
  return {
    ...raw,
    ...(build === undefined ? {} : {
      build: {
        context: resolve(folder, build.context),
        dockerfile: resolve(folder, build.context, build.dockerfile ?? "Dockerfile"),
      },
    }),
    volumes: volumes.map((volume: string | ComposeMount) => settleMount(volume, folder)),
  };
}

function settleMount(volume: string | ComposeMount, folder: string): ComposeMount {
  if (typeof volume !== "string") {
    const { type, source } = volume;
    return type === "bind" && source !== undefined
      ? { ...volume, source: resolve(folder, source) }
      : volume;
  }
  const [source = "", target = "", mode = ""] = volume.split(":");
  const bind = /^[./~]/.test(source);
  return {
    type: bind ? "bind" : "volume",
    source: bind ? resolve(folder, source) : source,
    target,
    read_only: mode.split(",").includes("ro"),
  };
}

function settleService(service: string, raw: RawService): ComposeService {
  const networks = Object.values<{ aliases?: string[] } | null>(
    Array.isArray(raw.networks) ? {} : raw.networks ?? {},
  );
  const dependsOn = raw.depends_on ?? [];
  return {
    ...(raw.image === undefined ? {} : { image: raw.image }),
    ...(raw.build === undefined ? {} : { build: raw.build }),
    ...(raw.restart === undefined ? {} : { restart: raw.restart }),
    command: [raw.command ?? []].flat(),
    environment: Object.fromEntries(
      Object.entries(raw.environment ?? {}).map(([name, value]) => [name, `${value}`]),
    ),
    ports: (raw.ports ?? []).map((port: unknown) => `${port}`),
    volumes: raw.volumes,
    profiles: raw.profiles ?? [],
    dependsOn: Array.isArray(dependsOn) ? dependsOn : Object.keys(dependsOn),
    names: [service, ...networks.flatMap((network) => network?.aliases ?? [])],
    memoryLimit: raw.mem_limit ?? raw.deploy?.resources?.limits?.memory,
    hasHealthcheck: raw.healthcheck !== undefined,
  };
}
