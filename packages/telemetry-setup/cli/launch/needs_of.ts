import { enabledDetectors } from "../../config/enabled_detectors.ts";
import { loadConfig } from "../../config/load_config.ts";
import type { OtelDenoModel } from "../../config/otel_deno_model.ts";
import { PROPAGATION_VARIABLES } from "../../config/propagation_variables.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import { type DetectorNeeds, RESOURCE_NEEDS } from "../../resource/resource_needs.ts";

/** What telemetry needs to be permitted because of how it is configured. */
export interface ConfiguredNeeds {
  /**
   * Variables beside `OTEL_*`: those that a configuration file names, or its parser reads, trace
   * context that is handed over, and those that the platform has set and the resource is made from.
   */
  readonly env: readonly string[];
  /** `host:port` of whatever is connected to, or listened at. */
  readonly net: readonly string[];
  /** The configuration file, and files of certificates and keys. */
  readonly read: readonly string[];
  /** Files of the machine, of which some may not be there. */
  readonly readWhereThere: readonly string[];
  /** Files that telemetry is written to, and the folder that keeps what cannot be sent. */
  readonly write: readonly string[];
}

/** Keys of the configuration model whose values are files to be read. */
const FILE_KEYS: ReadonlySet<string> = new Set(["ca_file", "cert_file", "key_file"]);

const NOTHING: DetectorNeeds = { env: [], read: [] };

/**
 * Finds out which addresses and files the configuration names, each once: receivers, samplers that
 * ask a server, where Prometheus is listened for, certificates, streams of OTLP.
 *
 * @param readEnv The environment, with a configuration file or without.
 */
export function needsOf(readEnv: ReadEnv): ConfiguredNeeds {
  const { config } = loadConfig(readEnv);
  const needs = {
    env: new Set<string>(),
    net: new Set<string>(),
    read: new Set<string>(),
    readWhereThere: new Set<string>(),
    write: new Set<string>(),
  };
  for (const name of PROPAGATION_VARIABLES) {
    if (readEnv(name) !== undefined) needs.env.add(name);
  }
  const file = readEnv("OTEL_CONFIG_FILE")?.trim();
  if (file) {
    needs.read.add(file);
    for (const name of variablesOf(file)) needs.env.add(name);
  }
  if (config.disabled !== true) {
    const { tracer_provider, meter_provider, logger_provider } = config;
    const own = config.distribution?.otel_deno as Partial<OtelDenoModel> | undefined;
    if (own?.spool_dir) {
      needs.read.add(own.spool_dir);
      needs.write.add(own.spool_dir);
    }
    const detectors = enabledDetectors(config);
    visit({ tracer_provider, meter_provider, logger_provider });
    for (const { env, read } of detectors.map((name) => RESOURCE_NEEDS[name] ?? NOTHING)) {
      for (const name of env) if (readEnv(name)) needs.env.add(name);
      for (const path of read) needs.readWhereThere.add(path);
    }
  }
  return {
    env: [...needs.env],
    net: [...needs.net],
    read: [...needs.read],
    readWhereThere: [...needs.readWhereThere],
    write: [...needs.write],
  };

  function visit(node: unknown): void {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "prometheus/development") {
        needs.net.add(`${value?.host ?? "localhost"}:${value?.port ?? 9464}`);
      } else if (typeof value !== "string") visit(value);
      else if (key === "endpoint") addHost(value);
      else if (FILE_KEYS.has(key)) needs.read.add(value);
      else if (key === "output_stream" && value.startsWith("file:")) addFile(value);
    }
  }

  function addHost(endpoint: string): void {
    // Of gRPC and of samplers, the scheme may be missing.
    const url = URL.parse(endpoint.includes("://") ? endpoint : `http://${endpoint}`);
    if (url === null) return;
    needs.net.add(`${url.hostname}:${url.port || (url.protocol === "https:" ? 443 : 80)}`);
  }

  function addFile(url: string): void {
    if (URL.canParse(url)) {
      needs.write.add(globalThis.process.getBuiltinModule("node:url").fileURLToPath(url));
    }
  }
}

/** What is substituted in a configuration file, and what the library that parses it reads. */
function variablesOf(file: string): readonly string[] {
  const library = ["LOG_TOKENS", "LOG_STREAM"];
  try {
    const names = Deno.readTextFileSync(file).matchAll(/\$\{(?:env:)?([A-Za-z_]\w*)/g);
    return [...library, ...[...names].map(([, name = ""]) => name).filter(isNotOurs)];
  } catch {
    return library;
  }
}

function isNotOurs(name: string): boolean {
  return !name.startsWith("OTEL_");
}
