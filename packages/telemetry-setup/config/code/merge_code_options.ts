import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { ConfigProblem } from "../config_problem.ts";
import type { EnvSettingsOptions } from "../create_env_settings.ts";
import { checkFileKeys } from "../file/check_file_keys.ts";
import { completeFileModel } from "../file/complete_file_model.ts";
import { FILE_KEYS } from "../file/file_keys.ts";
import { COMPONENT_HOLDERS, markFileValues, type Tree } from "../file/mark_file_values.ts";
import { overlay } from "../file/overlay.ts";
import { resolveOwnSettings } from "../file/resolve_own_settings.ts";
import { Sourced } from "../sourced.ts";
import type { CodeOptions } from "./code_options.ts";
import { followGeneralLimits } from "./follow_general_limits.ts";
import { asFromCode, givenInCode } from "./from_code.ts";
import { joinAttributes } from "./join_attributes.ts";

/** Options of {@linkcode mergeCodeOptions}. */
export interface MergeCodeOptions extends EnvSettingsOptions {
  /** Is told what cannot be used as it is. */
  readonly note: (problem: ConfigProblem) => void;
}

const LISTS = {
  tracer_provider: "processors",
  meter_provider: "readers",
  logger_provider: "processors",
} as const;

/**
 * Lays options in code over what the file or the environment asks for. They are completed as a file
 * is, so that the result is the same model, whatever its parts come from.
 *
 * @param base The complete model with its sources.
 * @throws {Error} If they ask for what there is not; the message has those that there are.
 */
export function mergeCodeOptions(
  base: Tree,
  code: CodeOptions,
  { note, ...settingsOptions }: MergeCodeOptions,
): Tree {
  const model = toModel(code);
  const own = resolveOwnSettings(
    (model.distribution?.otel_deno ?? {}) as Tree,
    () => undefined,
    settingsOptions,
  );
  const noteInCode = (problem: ConfigProblem) =>
    note({ ...problem, setting: `config.${problem.setting}` });
  const completed = asFromCode(completeFileModel(model, noteInCode)) as Tree;
  check(model, completed, noteInCode);
  own.problems.forEach(noteInCode);

  const given = asFromCode(markFileValues(model)) as Tree;
  const { resource, propagator, distribution: _, ...rest } = given;
  const parameters = own.sensitiveQueryParameters;
  const layers: Tree[] = [
    rest,
    { distribution: { otel_deno: givenInCode(own.model) ?? {} } },
    ...resource === undefined ? [] : [{ resource: joinAttributes(base.resource, completed) }],
    ...propagator === undefined ? [] : [{ propagator: completed.propagator }],
    ...parameters === undefined ? [] : [{
      "instrumentation/development": {
        general: {
          sanitization: { url: { sensitive_query_parameters: asFromCode(parameters) } },
        },
      },
    }],
    ...Object.entries(LISTS).flatMap(([provider, list]) => {
      const part = given[provider] as Tree | undefined;
      if (part === undefined) return [];
      const complete = completed[provider] as Tree;
      // Where there is none so far, its defaults come with it.
      if (base[provider] === undefined) return [{ [provider]: complete }];
      return part[list] === undefined ? [] : [{ [provider]: { [list]: complete[list] } }];
    }),
  ];
  const merged = layers.reduce(
    (tree, layer) => overlay(tree, layer, { whole: COMPONENT_HOLDERS }),
    base,
  );
  return followGeneralLimits(merged, base);
}

function toModel({ config = {}, serviceName, resourceAttributes = {} }: CodeOptions) {
  // A file says its version; in code the types do.
  const { file_format: _, ...given } = config as ConfigurationModel;
  const named = serviceName === undefined ? {} : { "service.name": serviceName };
  const more = Object.entries({ ...resourceAttributes, ...named })
    .flatMap(([name, value]) => value === undefined ? [] : [{ name, value }]);
  if (more.length === 0) return given as ConfigurationModel;
  const attributes = [...given.resource?.attributes ?? [], ...more];
  return { ...given, resource: { ...given.resource, attributes } } as ConfigurationModel;
}

function check(
  model: ConfigurationModel,
  completed: Tree,
  note: (problem: ConfigProblem) => void,
): void {
  const { composite } = completed.propagator as { readonly composite: Sourced<unknown> };
  const propagator = { composite: composite.value };
  const { ignored, unknown } = checkFileKeys(
    model.propagator ? { ...model, propagator } : model,
    FILE_KEYS,
  );
  if (unknown.length > 0) throw new Error(unknown.map((line) => `config.${line}`).join("; "));
  for (const problem of ignored) {
    note({ ...problem, reason: "nothing acts on such a key" });
  }
}
