import { formatTable } from "../../harness/format_table.ts";
import type { Summary } from "../../harness/summarize.ts";
import type { Scale } from "./measure_scale.ts";

/** What "flat" means: so much more or less than the middle. */
const FLAT = 0.2;

/** Formats a run as a page of Markdown. */
export function formatScale(scale: Scale): string {
  const { date, rounds, seconds, perSpan, perRequest, threads, machine } = scale;
  return [
    "# What telemetry adds, whatever the load is",
    "",
    `Measured ${date} by \`deno task bench --scale --write\`: ${rounds} rounds, ${seconds} s for ` +
    "each figure. Microseconds of the processors' time that ours adds to no telemetry in the same " +
    "round; median (quartiles).",
    "",
    ...formatTable([
      ["spans a second", "added for each span"],
      ...Object.entries(perSpan).map(([rate, summary]) => [count(rate), format(summary, 2)]),
    ]),
    "",
    `50 spans a request, at a fixed rate of requests. ${spread(perSpan)}`,
    "",
    ...formatTable([
      ["requests at once", "added for each request"],
      ...Object.entries(perRequest).map(([at, summary]) => [count(at), format(summary, 1)]),
    ]),
    "",
    `As many requests as can be answered. ${spread(perRequest)}`,
    "",
    ...formatTable([
      ["threads", "requests/s without", "with ours", "added for each request"],
      ...Object.entries(threads).map(([threads, { bare, ours, added }]) => [
        threads,
        format(bare, 0),
        format(ours, 0),
        format(added, 1),
      ]),
    ]),
    "",
    "`deno serve --parallel`, with `instrument` in front of it. What sends the requests runs on the " +
    `same ${machine["cores"]} cores.`,
    "",
    ...Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function spread(summaries: Readonly<Record<string, Summary>>): string {
  const medians = Object.values(summaries).map(({ median }) => median);
  const middle = (Math.max(...medians) + Math.min(...medians)) / 2;
  const share = Math.max(...medians) / middle - 1;
  const percent = `±${Math.round(share * 100)} %`;
  return share <= FLAT
    ? `That is flat: ${percent}.`
    : `That is not flat: ${percent}, where ±${FLAT * 100} % is the aim.`;
}

function format({ median, lower, upper }: Summary, digits: number): string {
  return `${count(median, digits)} (${count(lower, digits)}–${count(upper, digits)})`;
}

function count(value: number | string, digits = 0): string {
  return Number(value).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
