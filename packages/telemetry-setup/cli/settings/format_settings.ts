import type { ExplainedSetting } from "./explain_settings.ts";

/** Formats settings as lines for people: `NAME=value  (source; default …)`. */
export function formatSettings(settings: readonly ExplainedSetting[]): string {
  return settings.map(({ setting, value, source, default: fallback }) => {
    const shown = value === "" ? "not set" : value;
    const notes = source === "default" || fallback === "" || fallback === value
      ? [source]
      : [source, `default: ${fallback}`];
    // JSON's escapes keep line feeds of a value out of the line.
    return `${setting}  ${JSON.stringify(shown).slice(1, -1)}  (${notes.join("; ")})\n`;
  }).join("");
}
