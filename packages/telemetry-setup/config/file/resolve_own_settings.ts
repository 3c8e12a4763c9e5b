import type { ConfigProblem } from "../config_problem.ts";
import { createEnvSettings, type EnvSettingsOptions } from "../create_env_settings.ts";
import type { OtelDenoModel } from "../otel_deno_model.ts";
import type { ReadEnv } from "../read_env.ts";
import { resolveDistribution } from "../resolve/resolve_distribution.ts";
import { Sourced, type WithSources } from "../sourced.ts";
import type { Tree } from "./mark_file_values.ts";
import { OWN_KEYS } from "./own_keys.ts";

/** Variables that have an effect also where there is a file; they win over it. */
const EFFECTIVE_BESIDE_FILE: readonly string[] = [
  "OTEL_CONFIG_FILE",
  "OTEL_DENO_STRICT",
  "OTEL_DENO_MODE",
  "OTEL_DENO_RUN_ID",
  "OTEL_DENO_DEFAULT_SPOOL_DIR",
];

/** What {@linkcode resolveOwnSettings} returns. */
export interface OwnSettings {
  readonly model: WithSources<OtelDenoModel>;
  /** The list of `sensitive_query_parameters`, which the model has in another place. */
  readonly sensitiveQueryParameters: Sourced<readonly string[]> | undefined;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Resolves `distribution.otel_deno` of a configuration file by the rules of the variables of the
 * same names.
 */
export function resolveOwnSettings(
  given: Tree,
  readEnv: ReadEnv,
  options: EnvSettingsOptions = {},
): OwnSettings {
  const problems: ConfigProblem[] = [];
  const keys = new Map<string, string>();
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(given)) {
    const name = OWN_KEYS.get(key);
    if (name === undefined || value === null) continue;
    keys.set(name, `distribution.otel_deno.${key}`);
    if (Array.isArray(value)) lists.set(name, value.map(String));
    texts.set(name, textOf(key, value));
  }
  const settings = createEnvSettings((name) => {
    const text = EFFECTIVE_BESIDE_FILE.includes(name) ? readEnv(name)?.trim() : undefined;
    if (text !== undefined && text !== "") keys.delete(name);
    return text || texts.get(name);
  }, { ...options, lists });
  const fromFile = <T>(tree: T): T => fix(tree) as T;
  const model = fromFile(resolveDistribution(settings));
  const parameters = settings.list("OTEL_DENO_SENSITIVE_QUERY_PARAMETERS");
  for (const problem of settings.problems()) {
    problems.push({ ...problem, setting: keyOf(problem.setting) });
  }
  return {
    model,
    sensitiveQueryParameters: parameters.source === "default"
      ? undefined
      : fromFile(Sourced.of<readonly string[]>(parameters)),
    problems,
  };

  function keyOf(name: string): string {
    return keys.get(name) ?? name;
  }

  /** Says `file` where a variable stands for a key. */
  function fix(tree: unknown): unknown {
    if (tree instanceof Sourced) {
      if (!keys.has(tree.source)) return tree;
      return new Sourced(tree.value, "file");
    }
    return Object.fromEntries(Object.entries(tree as Tree).map(([key, part]) => [key, fix(part)]));
  }
}

function textOf(key: string, value: unknown): string {
  // YAML 1.2 knows on and off as texts only; people will still write what they mean.
  if (key === "fast_path" && typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "object" && !Array.isArray(value) ? JSON.stringify(value) : String(value);
}
