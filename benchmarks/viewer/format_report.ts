import { formatTable } from "../harness/format_table.ts";
import { type Figure, isKept } from "./figure.ts";

/** What one part of the benchmark has measured. */
export interface SectionResult {
  /** Day of the run. */
  readonly date: string;
  /** Seconds that it took. */
  readonly seconds: number;
  /** Processes that wanted to run on the machine before it began, a mean of a minute. */
  readonly load: number;
  /** What was measured how, in a sentence or two. */
  readonly notes: readonly string[];
  readonly figures: readonly Figure[];
}

/** All parts, by their headings. */
export interface ViewerReport {
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sections: Readonly<Record<string, SectionResult>>;
}

/** Formats a run as a page of Markdown. */
export function formatReport({ facts, sections }: ViewerReport): string {
  const lines = [
    "# How fast and how small the viewer is",
    "",
    "Written by `deno task bench:viewer --write`, each part with the day of its run. MB are millions of",
    "bytes; memory is the most that the viewer's process ever had. Processors' time is that of all",
    "threads of the viewer.",
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
  ];
  for (const [heading, { date, seconds, load, notes, figures }] of Object.entries(sections)) {
    const took = `${date}, in ${seconds} s; processes that wanted to run before: ${
      load.toFixed(1)
    }.`;
    lines.push("", `## ${heading}`, "", ...notes, took, "");
    lines.push(...formatTable([["figure", "measured", "limit", "kept"], ...figures.map(toRow)]));
  }
  return `${lines.join("\n")}\n`;
}

function toRow(figure: Figure): readonly string[] {
  const { name, value, unit, atMost, atLeast } = figure;
  const amount = (value: number) => `${formatNumber(value)} ${unit}`;
  const limits = [
    ...(atLeast === undefined ? [] : [`≥ ${amount(atLeast)}`]),
    ...(atMost === undefined ? [] : [`≤ ${amount(atMost)}`]),
  ];
  const kept = isKept(figure);
  return [
    name,
    amount(value),
    limits.join(", ") || "–",
    kept === undefined ? "–" : kept ? "yes" : "**no**",
  ];
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
