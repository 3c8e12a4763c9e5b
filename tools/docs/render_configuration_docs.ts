import type { EnvVariable } from "../../packages/telemetry-setup/config/env_variable.ts";
import { BATCH_VARIABLES } from "../../packages/telemetry-setup/config/variables/batch_variables.ts";
import { EXPORTER_VARIABLES } from "../../packages/telemetry-setup/config/variables/exporter_variables.ts";
import { GENERAL_VARIABLES } from "../../packages/telemetry-setup/config/variables/general_variables.ts";
import { INSTRUMENTATION_VARIABLES } from "../../packages/telemetry-setup/config/variables/instrumentation_variables.ts";
import { LIMIT_VARIABLES } from "../../packages/telemetry-setup/config/variables/limit_variables.ts";
import { OTLP_VARIABLES } from "../../packages/telemetry-setup/config/variables/otlp_variables.ts";
import { OWN_VARIABLES } from "../../packages/telemetry-setup/config/variables/own_variables.ts";
import { PYTHON_VARIABLES } from "../../packages/telemetry-setup/config/variables/python_variables.ts";

/** The parts of the table of variables, each with its heading and what to know about it. */
export const SECTIONS: readonly {
  readonly title: string;
  readonly text: string;
  readonly rows: readonly EnvVariable[];
}[] = [
  { title: "General", text: "", rows: GENERAL_VARIABLES },
  { title: "Batches", text: "", rows: BATCH_VARIABLES },
  { title: "Limits", text: "A special limit wins over the general one.", rows: LIMIT_VARIABLES },
  { title: "Exporters", text: "", rows: EXPORTER_VARIABLES },
  {
    title: "OTLP",
    text: "The variable of a signal wins over the general one; its headers are added to the " +
      "general ones; its endpoint is used as it is, without a path added.",
    rows: OTLP_VARIABLES,
  },
  { title: "Instrumentations", text: "", rows: INSTRUMENTATION_VARIABLES },
  {
    title: "Our own",
    text: "`OTEL_DENO_X` is `distribution: { otel_deno: { x: … } }` in a file. Bytes are integers.",
    rows: OWN_VARIABLES,
  },
  {
    title: "Python's names",
    text: "Read so that a set-up made for Python runs unchanged; one line says which are used.",
    rows: PYTHON_VARIABLES,
  },
];

/**
 * Renders the page about configuration, not formatted yet.
 *
 * @param allowEnv The flag that permits reading exactly these variables.
 */
export function renderConfigurationDocs(allowEnv: string): string {
  return `<!-- Made by tools/generate_configuration_docs.ts from the table of variables. -->

# Configuration

Every variable is read once, at the start. Empty is the same as not set. Names of enums may be
written in any case; a boolean is \`true\` in any case, and everything else is false. Times are
milliseconds. Lists have commas between their parts; in lists of pairs, values are percent-encoded.

A value that cannot be used is one warning that names the variable, the value, what was expected and
what is used instead, and the application runs. So is a variable on which nothing acts yet. The name
of an instrumentation that a later version has is no such value: one info line tells it. With
\`OTEL_DENO_STRICT=true\` all of them are told, and the process ends with 2 before the application
starts.

## Configuration file

\`OTEL_CONFIG_FILE\` names a file of
[declarative configuration](https://opentelemetry.io/docs/specs/otel/configuration/), \`file_format\`
1.x. No other variable then has any effect, except those that the file substitutes (\`\${NAME}\`),
\`OTEL_DENO_STRICT\` and \`OTEL_DENO_MODE\`. Each key on which nothing acts is named in a warning. A
file that cannot be read, is not valid, or names a component that there is not, starts nothing: one
line says why, and the application runs without telemetry. Reading a file needs
\`--allow-read\` for it and for this package, and \`--allow-env\` for what it substitutes and for
\`LOG_TOKENS\` and \`LOG_STREAM\`, which the YAML parser reads.

${SECTIONS.map(renderSection).join("\n\n")}

## Permission

\`--allow-env="OTEL_*"\` permits all of them. Exactly these, and no other one:

\`\`\`text
${allowEnv}
\`\`\`
`;
}

function renderSection({ title, text, rows }: typeof SECTIONS[number]): string {
  return [
    `## ${title}`,
    ...(text === "" ? [] : [text]),
    [
      "| variable | type | default | what | works |",
      "| --- | --- | --- | --- | --- |",
      ...rows.map(renderRow),
    ].join("\n"),
  ].join("\n\n");
}

function renderRow(row: EnvVariable): string {
  const name = `\`${row.name}\``;
  const linked = row.specification === undefined ? name : `[${name}](${row.specification})`;
  const { stability = "stable" } = row;
  const notes = [
    ...(row.secret === true ? ["never shown"] : []),
    ...(stability === "stable" ? [] : [stability]),
  ];
  const what = notes.length === 0 ? row.description : `${row.description} (${notes.join(", ")})`;
  return `| ${
    [linked, renderType(row), renderDefault(row), what, renderSupport(row)]
      .map((cell) => cell.replaceAll("|", "\\|")).join(" | ")
  } |`;
}

const TYPES: Readonly<Record<EnvVariable["type"], string>> = {
  boolean: "boolean",
  integer: "integer",
  duration: "milliseconds",
  enum: "one of",
  enumList: "list of",
  string: "text",
  list: "list",
  patternList: "list of regular expressions",
  keyValueList: "list of `key=value`",
  url: "URL",
  file: "path",
};

function renderType({ type, values, min, max }: EnvVariable): string {
  const range = min !== undefined && max !== undefined
    ? `, ${min} to ${max}`
    : min !== undefined
    ? `, at least ${min}`
    : max !== undefined
    ? `, at most ${max}`
    : "";
  const names = values === undefined ? "" : ` ${values.map((name) => `\`${name}\``).join(", ")}`;
  return `${TYPES[type]}${names}${range}`;
}

function renderDefault(row: EnvVariable): string {
  if (row.aliasOf !== undefined) return `\`${row.aliasOf}\``;
  if (row.fallsBackTo !== undefined) return `\`${row.fallsBackTo}\``;
  if (row.defaultText !== undefined) return row.defaultText;
  return row.default === undefined ? "" : `\`${row.default}\``;
}

function renderSupport({ effective = true, notYet = [], later = [] }: EnvVariable): string {
  if (!effective) return "not yet";
  const missing = [...notYet, ...later];
  return missing.length === 0 ? "yes" : `not yet: ${missing.map((v) => `\`${v}\``).join(", ")}`;
}
