import { OWN_KEYS } from "../../config/file/own_keys.ts";
import type { ReadEnv } from "../../config/read_env.ts";
import type { ResolvedConfig } from "../../config/resolve_config.ts";

/** The version of declarative configuration that is written. */
const FILE_FORMAT = "1.0";
/** Said by `instrument` to its children; in a file it would be said to everybody. */
const INTERNAL: ReadonlySet<string> = new Set([
  "OTEL_DENO_RUN_ID",
  "OTEL_DENO_DEFAULT_SPOOL_DIR",
]);
const QUERY_PARAMETERS =
  "instrumentation/development.general.sanitization.url.sensitive_query_parameters";

type Tree = Readonly<Record<string, unknown>>;

/**
 * Makes the contents of a configuration file that asks for the same as the environment. What is
 * secret stays in the environment: the file names the variable, as `${NAME}`. A signal that nothing
 * exports is left out, as a provider of a file must have a processor or reader; `describeLeftOut` tells
 * which settings are lost by that.
 *
 * @param resolved What {@linkcode resolveConfig} made of the environment.
 * @throws {Error} If a secret is a part of a variable only: the message names the variable.
 */
export function toConfigFile(resolved: ResolvedConfig, readEnv: ReadEnv): Tree {
  const { config, explanation } = resolved;
  const shown = new Map(explanation.map(({ path, value, source }) => [path, { value, source }]));
  const { distribution: _, ...model } = config;

  function convert(value: unknown, path: string): unknown {
    if (value === null || value === "" || isLeftOut(path)) return undefined;
    if (typeof value === "string") return secretAt(value, path) ?? value.replaceAll("$", "$$$$");
    if (typeof value !== "object") return value;
    if (Array.isArray(value)) {
      const items = value.flatMap((item, index) => {
        const itemPath = `${path}[${index}]`;
        if (shown.get(itemPath)?.source === "OTEL_DENO_RUN_ID") return [];
        const converted = convert(item, itemPath);
        return converted === undefined ? [] : [converted];
      });
      return items.length === 0 ? undefined : items;
    }
    return convertObject(value as Tree, path);
  }

  function convertObject(value: Tree, path: string): unknown {
    const entries = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
      const partPath = path === "" ? key : `${path}.${key}`;
      if (partPath === QUERY_PARAMETERS || exportsNothing(partPath, part)) return [];
      if (key === "headers" && Array.isArray(part)) return headers(part, partPath);
      const converted = convert(part, partPath);
      return converted === undefined ? [] : [[key, converted]];
    });
    // Of components that have no settings the name counts; other empty parts say nothing.
    const isEmptyPart = entries.length === 0 && Object.keys(value).length > 0;
    return isEmptyPart ? undefined : Object.fromEntries(entries);
  }

  /** Nothing may act on it yet, and then to write it would be a mistake. */
  function isLeftOut(path: string): boolean {
    return /^instrumentation|exemplar_filter$/.test(path) && shown.get(path)?.source === "default";
  }

  /** The variables one behind the other: of two headers with one name the last one counts. */
  function headers(list: readonly unknown[], path: string): [string, unknown][] {
    const given = list.map((_, index) => shown.get(`${path}[${index}]`)?.source ?? "");
    const general = "OTEL_EXPORTER_OTLP_HEADERS";
    const names = [...new Set(given)].sort((a, b) => Number(b === general) - Number(a === general));
    return names.length === 0
      ? []
      : [["headers_list", names.map((name) => `\${${name}}`).join(",")]];
  }

  function secretAt(value: string, path: string): string | undefined {
    const entry = shown.get(path);
    if (entry === undefined || entry.value === value) return undefined;
    const text = readEnv(entry.source)?.trim() ?? "";
    const reference = `\${${entry.source}}`;
    if (value === text || URL.parse(text)?.href === value) return reference;
    // The path of the signal was added at the end; with a query it was not the end.
    const base = text.replace(/\/$/, "");
    const added = value.slice(value.lastIndexOf("/v1/"));
    if (base !== "" && text === base && URL.parse(`${base}${added}`)?.href === value) {
      return `${reference}${added}`;
    }
    throw new Error(`Cannot write ${path}: a part of ${entry.source} is secret`);
  }

  const own = ownSettings(resolved, readEnv);
  return {
    file_format: FILE_FORMAT,
    ...convertObject(model as Tree, "") as Tree,
    ...(Object.keys(own).length === 0 ? {} : { distribution: { otel_deno: own } }),
  };
}

function exportsNothing(path: string, part: unknown): boolean {
  if (!/^(tracer|meter|logger)_provider$/.test(path)) return false;
  const { processors, readers } = part as {
    readonly processors?: readonly unknown[];
    readonly readers?: readonly unknown[];
  };
  return (processors ?? readers ?? []).length === 0;
}

/** Our own settings, as far as somebody has set them. */
function ownSettings({ config, explanation }: ResolvedConfig, readEnv: ReadEnv): Tree {
  const given = new Map(
    explanation.filter(({ source }) => source !== "default").map(({ path, source }) => [
      path,
      source,
    ]),
  );
  const model = config.distribution?.otel_deno as Tree;
  const parameters = (config as QueryParametersModel)["instrumentation/development"]?.general
    ?.sanitization?.url?.sensitive_query_parameters;
  return Object.fromEntries(
    [...OWN_KEYS].flatMap(([key, name]): [string, unknown][] => {
      if (INTERNAL.has(name)) return [];
      if (name === "OTEL_DENO_SENSITIVE_QUERY_PARAMETERS") {
        return given.has(QUERY_PARAMETERS) ? [[key, escape(parameters)]] : [];
      }
      const source = given.get(`distribution.otel_deno.${key}`);
      if (source === undefined || INTERNAL.has(source)) return [];
      // A text with a form of its own, which the file takes as it is.
      if (name === "OTEL_ENTITIES") return [[key, escape(readEnv(name))]];
      return [[key, escape(model[key])]];
    }),
  );
}

interface QueryParametersModel {
  readonly "instrumentation/development"?: {
    readonly general?: {
      readonly sanitization?: {
        readonly url?: { readonly sensitive_query_parameters?: readonly string[] };
      };
    };
  };
}

/** In a file, `$` begins a reference. */
function escape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(escape);
  return typeof value === "string" ? value.replaceAll("$", "$$$$") : value;
}
