import { type Measured, NPM_LIBRARIES } from "../npm_libraries.ts";
import type { Cell } from "./measure_libraries.ts";
import { SCENARIOS } from "./scenarios.ts";

/** A cell, and whether everything was seen in it that had to be. */
export interface Outcome extends Cell {
  readonly library: string;
  readonly works: boolean;
}

/** What a library's cells say together. */
export function judge(outcomes: readonly Outcome[], library: string): Measured {
  const works = outcomes.filter((outcome) => outcome.library === library).map(({ works }) => works);
  if (works.every(Boolean)) return "works";
  return works.some(Boolean) ? "partly" : "not";
}

/** The table of `docs/instrumentations.md`, not yet formatted. */
export function renderLibraryTable(outcomes: readonly Outcome[]): string {
  const head = ["library", "versions", "measured", "instrumentation", "works", "note"];
  const rows = NPM_LIBRARIES.map(({ library, range, package: npm, note = "" }) => {
    const own = outcomes.filter((outcome) => outcome.library === library);
    const failing = own.filter(({ works }) => !works)
      .map(({ layout, style }) => `not ${layout}, ${style}`).join("; ");
    const measured = SCENARIOS.find((scenario) => scenario.library === library)?.version;
    return [
      `\`${library}\``,
      range === "*" ? "" : `\`${range}\``,
      measured ?? "",
      npm === undefined ? "built in" : `\`${npm.name}@${npm.version}\``,
      npm === undefined ? "works" : judge(outcomes, library),
      [failing, note].filter((text) => text !== "").join("; "),
    ];
  });
  return [head, head.map(() => "-"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A table without the blanks and dashes by which a formatter aligns it. */
export function withoutLayout(markdown: string): string {
  return markdown.replaceAll(/-{2,}/g, "-").replaceAll(/ +/g, " ");
}
