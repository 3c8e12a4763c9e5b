import { formatTable } from "../harness/format_table.ts";
import { bytesPerWaitingSpan, spansPerCoreSecond } from "./derive_sizes.ts";
import type { MeasuredSubject, SizingReport } from "./sizing_report.ts";

/** Formats what a run has measured as Markdown: the machine, then a table. */
export function formatFigures(report: SizingReport): string {
  const { date, facts, load, agent, gateway, secure, keptSpans } = report;
  const subjects = [agent, gateway, secure];
  const row = (what: string, format: (subject: MeasuredSubject) => string) => [
    what,
    ...subjects.map(format),
  ];
  const kept = keptSpans / gateway.spans * 100;
  return [
    `Measured on ${date}, with ${
      count(load.spansPerSecond)
    } spans a second of ${load.bytesPerSpan} bytes, ` +
    `for ${load.seconds} s:`,
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
    ...formatTable([
      row("", ({ name }) => name),
      row(
        "processors' time, a span",
        ({ spans, cpuMillis }) => `${(cpuMillis / spans * 1000).toFixed(1)} µs`,
      ),
      row("spans a second, a core", (subject) => count(round(spansPerCoreSecond(subject)))),
      row("memory before the load", ({ idleMegabytes }) => `${idleMegabytes} MB`),
      row("most memory", ({ peakMegabytes }) => `${peakMegabytes} MB`),
    ]),
    "",
    `The gateway kept ${
      kept.toFixed(1)
    } % of the spans. A span that waited there for the decision on its`,
    `trace took ${count(round(bytesPerWaitingSpan(report)))} bytes of memory.`,
  ].join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 0 });
}

/** To two digits: more would be made up. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}
