import type { AttributeValue } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { SDK_INFO } from "@opentelemetry/core";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_DISTRO_NAME,
  ATTR_TELEMETRY_DISTRO_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
  ATTR_TELEMETRY_SDK_NAME,
  ATTR_TELEMETRY_SDK_VERSION,
} from "@opentelemetry/semantic-conventions";
import manifest from "../deno.json" with { type: "json" };
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { OtelDenoModel } from "../config/otel_deno_model.ts";
import { setEntityRefs } from "./entity_refs.ts";
import { type AppManifest, findAppManifest } from "./find_app_manifest.ts";
import { type ResourceFacts, RUNTIME_FACTS } from "./runtime_facts.ts";
import {
  ATTR_HOST_ARCH,
  ATTR_HOST_NAME,
  ATTR_OS_TYPE,
  ATTR_OS_VERSION,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_PID,
  ATTR_PROCESS_RUNTIME_DESCRIPTION,
  ATTR_PROCESS_RUNTIME_NAME,
  ATTR_PROCESS_RUNTIME_VERSION,
  SCHEMA_URL,
} from "./unstable_attribute_names.ts";

/** Options of {@linkcode detectResource}. */
export interface DetectResourceOptions {
  /**
   * Facts that are known better, such as the main module of an application that we start.
   *
   * @default those of this process
   */
  readonly facts?: Partial<ResourceFacts>;
  /**
   * Is told, at level debug, what had to be left out.
   *
   * @default nobody is told
   */
  readonly diagnostics?: Diagnostics;
}

type Attributes = Map<string, AttributeValue>;

const DISTRO_NAME = "otel-deno";

/** Deno's names of processors, where the semantic conventions have others. */
const HOST_ARCHES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };
/** Deno's names of systems, where the semantic conventions have others. */
const OS_TYPES: Readonly<Record<string, string>> = { android: "linux", illumos: "solaris" };

/**
 * Finds out who is speaking: the service, its process, and where it runs. What the user set wins.
 *
 * Never throws, and never makes Deno ask for a permission: what may not be known is left out. The
 * command line and the user's name are not looked at.
 *
 * The attributes of entities (OTEL_ENTITIES) win over what is detected, and attributes that the user
 * set over those of entities. `entityRefsOf` tells what entities the resource belongs to.
 *
 * `service.name` and `service.version`, where they are not set, are those of the `deno.json`,
 * `deno.jsonc` or `package.json` nearest to the main module; without one the name is
 * `unknown_service:deno`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/resource/}
 *
 * @example Usage
 * ```ts
 * import { detectResource } from "./detect_resource.ts";
 * import assert from "node:assert/strict";
 *
 * const resource = detectResource({
 *   resource: { attributes: [{ name: "service.name", value: "dice-server" }] },
 * });
 * assert.equal(resource.attributes["service.name"], "dice-server");
 * assert.equal(resource.attributes["process.runtime.name"], "deno");
 * ```
 */
export function detectResource(
  config: ConfigurationModel,
  options: DetectResourceOptions = {},
): Resource {
  const facts: ResourceFacts = { ...RUNTIME_FACTS, ...options.facts };
  const attributes: Attributes = new Map<string, AttributeValue>([
    [ATTR_TELEMETRY_SDK_NAME, SDK_INFO[ATTR_TELEMETRY_SDK_NAME]],
    // The registry of the conventions has no entry for Deno.
    [ATTR_TELEMETRY_SDK_LANGUAGE, SDK_INFO[ATTR_TELEMETRY_SDK_LANGUAGE]],
    [ATTR_TELEMETRY_SDK_VERSION, SDK_INFO[ATTR_TELEMETRY_SDK_VERSION]],
    [ATTR_TELEMETRY_DISTRO_NAME, DISTRO_NAME],
    [ATTR_TELEMETRY_DISTRO_VERSION, manifest.version],
  ]);

  /** Adds what a function finds out; one fact that cannot be had takes no other with it. */
  function add(name: string, find: () => AttributeValue | undefined): void {
    const value = attempt(find);
    if (value !== undefined) attributes.set(name, value);
    else options.diagnostics?.debug(`Cannot detect ${name}: unknown or not permitted`);
  }

  const app = attempt(() => findApp(facts));
  const executable = attempt(() => baseName(facts.executablePath()));
  // A compiled application is its own executable.
  const serviceExecutable = attempt(facts.build)?.standalone ? executable ?? "deno" : "deno";
  add(ATTR_SERVICE_NAME, () => app?.name ?? `unknown_service:${serviceExecutable}`);
  if (app?.version !== undefined) attributes.set(ATTR_SERVICE_VERSION, app.version);
  add(ATTR_SERVICE_INSTANCE_ID, facts.randomUuid);
  add(ATTR_PROCESS_PID, facts.processId);
  add(ATTR_PROCESS_EXECUTABLE_NAME, () => executable);
  attributes.set(ATTR_PROCESS_RUNTIME_NAME, "deno");
  add(ATTR_PROCESS_RUNTIME_VERSION, () => facts.versions().deno);
  add(ATTR_PROCESS_RUNTIME_DESCRIPTION, () => {
    const { deno, v8, typescript } = facts.versions();
    return `Deno ${deno} (V8 ${v8}, TypeScript ${typescript})`;
  });
  add(ATTR_HOST_NAME, facts.hostName);
  add(ATTR_HOST_ARCH, () => translate(facts.build().arch, HOST_ARCHES));
  add(ATTR_OS_TYPE, () => translate(facts.build().os, OS_TYPES));
  add(ATTR_OS_VERSION, facts.osRelease);

  const { entities = [] } = (config.distribution?.otel_deno ?? {}) as Partial<OtelDenoModel>;
  for (const { id, description } of entities) {
    for (const [name, value] of Object.entries({ ...description, ...id })) {
      attributes.set(name, value);
    }
  }
  for (const { name, value } of config.resource?.attributes ?? []) {
    // The model's null means that the entry is not there.
    if (value !== null) attributes.set(name, value);
  }
  const resource = resourceFromAttributes(Object.fromEntries(attributes), {
    schemaUrl: config.resource?.schema_url ?? SCHEMA_URL,
  });
  // One whose identity was overwritten is another one, of which nothing is known.
  const kept = entities.filter(({ id }) =>
    Object.entries(id).every(([name, value]) => attributes.get(name) === value)
  );
  setEntityRefs(
    resource,
    kept.map(({ type, id, description, schema_url }) => ({
      type,
      schemaUrl: schema_url ?? "",
      idKeys: Object.keys(id),
      descriptionKeys: Object.keys(description),
    })),
  );
  return resource;
}

function findApp(facts: ResourceFacts): AppManifest | undefined {
  const mainModule = facts.mainModule();
  return mainModule === undefined ? undefined : findAppManifest(mainModule, facts.readTextFile);
}

function attempt<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

function baseName(path: string | undefined): string | undefined {
  // A path of Windows has backslashes, and either kind may be looked at anywhere in tests.
  return path?.split(/[\\/]/).at(-1);
}

function translate(name: string, names: Readonly<Record<string, string>>): string {
  return names[name] ?? name;
}
