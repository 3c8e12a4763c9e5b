import type { ConfigurationModel } from "@opentelemetry/configuration";
import { COMPLETE_MODELS } from "../complete_models.ts";
import type { ConfigProblem } from "../config_problem.ts";
import { createEnvSettings } from "../create_env_settings.ts";
import { deepFreeze } from "../deep_freeze.ts";
import type { ReadEnv } from "../read_env.ts";
import type { ResolveConfigOptions, ResolvedConfig } from "../resolve_config.ts";
import { separateSources } from "../separate_sources.ts";
import { Sourced, type WithSources } from "../sourced.ts";
import { checkFileKeys } from "./check_file_keys.ts";
import { completeFileModel } from "./complete_file_model.ts";
import { FILE_KEYS } from "./file_keys.ts";
import type { Tree } from "./mark_file_values.ts";
import { overlay } from "./overlay.ts";
import type { ConfigFileParser } from "./parse_config_file.ts";
import { resolveOwnSettings } from "./resolve_own_settings.ts";

/** Options of {@linkcode resolveConfigFile}. */
export interface ResolveConfigFileOptions extends ResolveConfigOptions {
  /** Reads and checks the file. */
  readonly parse: ConfigFileParser;
  /** Reads the few variables that have an effect beside a file. */
  readonly readEnv: ReadEnv;
}

/**
 * Resolves what the user asked for in a file of declarative configuration, into the same model as
 * from the environment. Of the environment only what the file substitutes has an effect, and
 * OTEL_DENO_STRICT, OTEL_DENO_MODE and what `instrument` tells its children.
 *
 * @throws {Error} If the file cannot be read, is not valid, or asks for what there is not; the
 * message has a line for each component that there is not, with those that there are.
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk/}
 */
export function resolveConfigFile(path: string, options: ResolveConfigFileOptions): ResolvedConfig {
  const { parse, readEnv, merge = (tree) => tree, ...settingsOptions } = options;
  const { model, warnings } = parse(path);
  const problems: ConfigProblem[] = [];
  const completed = completeFileModel(model, (problem) => void problems.push(problem));
  const given = (model.distribution?.otel_deno ?? {}) as Tree;
  const own = resolveOwnSettings(given, readEnv, settingsOptions);
  problems.push(...own.problems);

  const merged: Tree = {
    ...completed,
    distribution: { ...(completed.distribution as Tree | undefined), otel_deno: own.model },
  };
  const parameters = own.sensitiveQueryParameters;
  const tree = overlay(
    withRunId(merged, readEnv),
    parameters === undefined ? {} : {
      "instrumentation/development": {
        general: { sanitization: { url: { sensitive_query_parameters: parameters } } },
      },
    },
  );
  const { value: config, explanation } = separateSources<ConfigurationModel>(
    merge(tree as WithSources<ConfigurationModel>),
  );
  const { ignored, unknown } = checkFileKeys(
    // Names of the list of propagators are among the others by now.
    { ...model, propagator: config.propagator },
    FILE_KEYS,
  );
  if (unknown.length > 0) throw new Error(unknown.join("; "));
  COMPLETE_MODELS.add(config);
  return deepFreeze({
    config,
    problems: [...ignored, ...problems],
    notes: warnings,
    explanation,
  });
}

function withRunId(tree: Tree, readEnv: ReadEnv): Tree {
  const { value, source } = createEnvSettings(readEnv).text("OTEL_DENO_RUN_ID");
  if (value === null) return tree;
  const resource = tree.resource as { readonly attributes: readonly unknown[] };
  const id = new Sourced({ name: "otel_deno.run.id", value }, source);
  return { ...tree, resource: { ...resource, attributes: [...resource.attributes, id] } };
}
