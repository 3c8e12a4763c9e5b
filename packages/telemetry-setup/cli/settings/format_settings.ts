import type { ExplainedSetting, Explanation } from "./explain_settings.ts";
import { formatValue } from "./format_value.ts";

/** Terminals that are narrower are rare. */
const WIDTH = 100;
/** A longer value has its line for itself. */
const MAX_VALUE_WIDTH = 40;

/** Options of {@linkcode formatSettings}. */
export interface FormatSettingsOptions {
  /** Also what nobody has set. @default false */
  readonly all?: boolean;
}

/**
 * Formats an explanation for people: a group for each part of the model, in it a line for each
 * setting with value, source and, where it is another, the default. Lines are at most 100 columns
 * wide, but for values that are longer themselves.
 */
export function formatSettings(
  { file, settings, remarks }: Explanation,
  { all = false }: FormatSettingsOptions = {},
): string {
  const shown = all ? settings : settings.filter(({ source }) => source !== "default");
  const groups = Map.groupBy(shown, ({ path }) => groupOf(path));
  const rows = shown.map(({ path, value }) => ({
    name: nameOf(path).length,
    value: formatValue(value).length,
  }));
  const nameWidth = Math.max(...rows.map(({ name }) => name), 0);
  const valueWidth = Math.min(Math.max(...rows.map(({ value }) => value), 0), MAX_VALUE_WIDTH);
  const lines = [
    file === null ? "Settings from the environment" : `Settings from the file ${formatValue(file)}`,
    ...[...groups].flatMap(([group, settings]) => [
      "",
      ...(group === "" ? [] : [group]),
      ...settings.flatMap((setting) => formatSetting(setting, { nameWidth, valueWidth })),
    ]),
    "",
  ];
  const hidden = settings.length - shown.length;
  if (hidden > 0) lines.push(`${hidden} settings have their default; --all shows them`);
  lines.push(...remarks.map((remark) => `! ${remark}`));
  return `${lines.join("\n").trimEnd()}\n`;
}

interface Columns {
  readonly nameWidth: number;
  readonly valueWidth: number;
}

function formatSetting(setting: ExplainedSetting, columns: Columns): readonly string[] {
  const { path, source } = setting;
  const indent = " ".repeat(2 + columns.nameWidth + 2);
  const [value = "", ...more] = wrapList(setting.value, WIDTH - indent.length);
  const fallback = formatValue(setting.default);
  const lines = [
    `  ${nameOf(path).padEnd(columns.nameWidth)}  ${value}`,
    ...more.map((line) => `${indent}${line}`),
  ];
  const add = (text: string, column: number) => {
    const line = lines.pop()!;
    const joined = `${line.padEnd(column)}  ${text}`;
    // A source behind the last of several lines would be missed.
    if (line.length <= column && joined.length <= WIDTH && lines.length === 0) lines.push(joined);
    else lines.push(line, `${indent}${text}`);
  };
  add(source, indent.length + columns.valueWidth);
  if (source !== "default" && fallback !== formatValue(setting.value) && setting.default !== null) {
    add(`(default: ${fallback})`, lines.at(-1)!.length);
  }
  return lines;
}

/** Breaks a list between its parts. */
function wrapList(value: unknown, width: number): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return [formatValue(value)];
  const lines: string[] = [];
  for (const [index, item] of value.entries()) {
    const text = `${formatValue(item)}${index < value.length - 1 ? "," : ""}`;
    const line = lines.at(-1);
    const joined = `${line} ${text}`;
    if (line === undefined || joined.length > width) lines.push(text);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function groupOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}
