import type { AttributeValue } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { SDK_INFO } from "@opentelemetry/core";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  ATTR_SERVICE_NAME,
  ATTR_TELEMETRY_DISTRO_NAME,
  ATTR_TELEMETRY_DISTRO_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
  ATTR_TELEMETRY_SDK_NAME,
  ATTR_TELEMETRY_SDK_VERSION,
} from "@opentelemetry/semantic-conventions";
import { enabledDetectors } from "../config/enabled_detectors.ts";
import type { OtelDenoModel } from "../config/otel_deno_model.ts";
import type { ReadEnv } from "../config/read_env.ts";
import { createWildcardMatcher } from "../config/wildcard_matcher.ts";
import manifest from "../deno.json" with { type: "json" };
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { type Detection, DETECTORS } from "./detectors/detectors.ts";
import { findPlatform } from "./detectors/find_platform.ts";
import { type ContainerFacts, readContainer } from "./detectors/read_container.ts";
import type { SettledDetectors } from "./detectors/settle_detectors.ts";
import { setEntityRefs } from "./entity_refs.ts";
import { type ResourceFacts, RUNTIME_FACTS } from "./runtime_facts.ts";
import { SCHEMA_URL } from "./unstable_attribute_names.ts";

/** Options of {@linkcode detectResource}. */
export interface DetectResourceOptions {
  /**
   * Facts that are known better, such as the main module of an application that we start.
   *
   * @default those of this process
   */
  readonly facts?: Partial<ResourceFacts>;
  /** Reads the variables that platforms set. @default there are none */
  readonly readEnv?: ReadEnv;
  /** What the user's own detectors have found; it wins over what ours find. @default nothing */
  readonly settled?: SettledDetectors;
  /**
   * Is told, at level debug, what had to be left out.
   *
   * @default nobody is told
   */
  readonly diagnostics?: Diagnostics;
}

type Attributes = Map<string, AttributeValue>;

const DISTRO_NAME = "otel-deno";

/**
 * Finds out who is speaking: the service, its process, and where it runs. What the user set wins.
 *
 * Never throws, never waits, and never makes Deno ask for a permission: what may not be known is left
 * out. No server is asked, no process started. The command line and the user's name are not looked at.
 *
 * `resource.detection/development` of the configuration says which detectors run, and which of the
 * attributes that they find are taken; without it, all of both.
 *
 * The attributes of entities (OTEL_ENTITIES) win over what is detected, and attributes that the user
 * set over those of entities. `entityRefsOf` tells what entities the resource belongs to.
 *
 * `service.name` and `service.version`, where they are not set, are those of the `deno.json`,
 * `deno.jsonc` or `package.json` nearest to the main module; without one the name is what the
 * platform calls the application, else `unknown_service:deno`.
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

  const found = detect(config, { ...options, facts });
  const { included = null, excluded = null } =
    config.resource?.["detection/development"]?.attributes ?? {};
  const isTaken = createWildcardMatcher({ included, excluded });
  for (const [name, value] of found) if (isTaken(name)) attributes.set(name, value);
  if (!attributes.has(ATTR_SERVICE_NAME)) {
    // A compiled application is its own executable.
    const isStandalone = attempt(() => facts.build().standalone) === true;
    const executable = isStandalone
      ? attempt(() => baseName(facts.executablePath() ?? ""))
      : undefined;
    attributes.set(ATTR_SERVICE_NAME, `unknown_service:${executable || "deno"}`);
  }

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

/** What the detectors find that the configuration asks for, and after them the user's own. */
function detect(
  config: ConfigurationModel,
  { facts, readEnv = () => undefined, settled, diagnostics }: DetectResourceOptions & {
    readonly facts: ResourceFacts;
  },
): Attributes {
  const found: Attributes = new Map();
  const enabled = enabledDetectors(config);
  const platform = once(() => enabled.includes("cloud") ? findPlatform(readEnv) : undefined);
  const container = once((): ContainerFacts => {
    if (facts.build().os !== "linux") return {};
    const cgroup = facts.readTextFile("/proc/self/cgroup");
    const mountinfo = facts.readTextFile("/proc/self/mountinfo");
    return readContainer({
      ...cgroup === undefined ? {} : { cgroup },
      ...mountinfo === undefined ? {} : { mountinfo },
    });
  });
  const detection: Detection = {
    facts,
    readEnv,
    platform,
    container,
    add(name, value) {
      if (value !== undefined) found.set(name, value);
    },
    // One fact that cannot be had takes no other with it.
    expect(name, find) {
      const value = attempt(find);
      if (value !== undefined) found.set(name, value);
      else diagnostics?.debug(`Cannot detect ${name}: unknown or not permitted`);
    },
  };
  for (const name of enabled) {
    try {
      DETECTORS[name](detection);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      diagnostics?.debug(`Cannot detect all of ${name}: ${reason}`);
    }
  }
  for (const failure of settled?.failures ?? []) diagnostics?.debug(failure);
  for (const [name, value] of settled?.attributes ?? []) found.set(name, value);
  return found;
}

function attempt<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

/** Where it throws, it is asked again. */
function once<T>(find: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: find() }).value;
}

function baseName(path: string): string | undefined {
  return path.split(/[\\/]/).at(-1);
}
