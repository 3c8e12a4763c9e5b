import type { EnvVariable } from "../../packages/telemetry-setup/config/env_variable.ts";
import { BATCH_VARIABLES } from "../../packages/telemetry-setup/config/variables/batch_variables.ts";
import { EXPORTER_VARIABLES } from "../../packages/telemetry-setup/config/variables/exporter_variables.ts";
import { GENERAL_VARIABLES } from "../../packages/telemetry-setup/config/variables/general_variables.ts";
import { INSTRUMENTATION_VARIABLES } from "../../packages/telemetry-setup/config/variables/instrumentation_variables.ts";
import { LIMIT_VARIABLES } from "../../packages/telemetry-setup/config/variables/limit_variables.ts";
import { OTLP_VARIABLES } from "../../packages/telemetry-setup/config/variables/otlp_variables.ts";
import { OWN_VARIABLES } from "../../packages/telemetry-setup/config/variables/own_variables.ts";
import { PYTHON_VARIABLES } from "../../packages/telemetry-setup/config/variables/python_variables.ts";
import { renderVariables } from "./render_variables.ts";

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
  return [`## ${title}`, ...(text === "" ? [] : [text]), renderVariables(rows)].join("\n\n");
}
