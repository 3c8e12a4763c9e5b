import type { EnvVariable } from "../../packages/telemetry-setup/config/env_variable.ts";

/** Characters in a cell with values: longer ones would make the whole table too wide to read. */
const LONGEST_CELL = 72;

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

/**
 * Renders variables as a table in Markdown, not formatted yet. Long lists of values follow the table,
 * and so do the addresses of its links.
 */
export function renderVariables(rows: readonly EnvVariable[]): string {
  const table = [
    "| variable | type | default | what | works |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(renderRow),
  ];
  const details = [
    ...renderDetails(rows.filter(({ aliasOf }) => aliasOf === undefined), renderType),
    ...renderDetails(rows, (row) => long(renderDefault(row), "by default ")),
    ...renderDetails(rows, renderSupport),
  ];
  const links = new Set(
    rows.flatMap(({ specification: url }) =>
      url === undefined ? [] : [`[${toLabel(url)}]: ${url}`]
    ),
  );
  return [table, details, [...links]].filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n")).join("\n\n");
}

function renderRow(row: EnvVariable): string {
  const name = `\`${row.name}\``;
  const linked = row.specification === undefined
    ? name
    : `[${name}][${toLabel(row.specification)}]`;
  const { stability = "stable" } = row;
  const notes = [
    ...(row.secret === true ? ["never shown"] : []),
    ...(stability === "stable" ? [] : [stability]),
  ];
  const what = notes.length === 0 ? row.description : `${row.description} (${notes.join(", ")})`;
  const names = row.aliasOf === undefined ? `${TYPES[row.type]} those below` : `as there`;
  return `| ${
    [
      linked,
      shorten(renderType(row), names),
      shorten(renderDefault(row), "see below"),
      what,
      shorten(renderSupport(row), "partly, see below"),
    ].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")
  } |`;
}

function shorten(cell: string, instead: string): string {
  return cell.length > LONGEST_CELL ? instead : cell;
}

function long(cell: string, prefix: string): string {
  return cell.length > LONGEST_CELL ? `${prefix}${cell}` : "";
}

/** What did not fit into its cell, once for all the variables that have it in common. */
function renderDetails(
  rows: readonly EnvVariable[],
  render: (row: EnvVariable) => string,
): readonly string[] {
  const cells = Map.groupBy(rows, render);
  return [...cells].filter(([cell]) => cell.length > LONGEST_CELL).map(([cell, alike]) =>
    `- ${alike.map(({ name }) => `\`${name}\``).join(", ")}: ${cell}`
  );
}

/** The link's name in the source of the page: the fragment that the address ends with. */
function toLabel(url: string): string {
  return url.slice(url.indexOf("#") + 1);
}

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

function renderSupport({ effective = true, notYet = [] }: EnvVariable): string {
  if (!effective) return "not yet";
  return notYet.length === 0 ? "yes" : `not yet: ${notYet.map((v) => `\`${v}\``).join(", ")}`;
}
