import { formatTable } from "../harness/format_table.ts";
import { deriveSizes, GATEWAY_CORES, type Sizes } from "./derive_sizes.ts";
import type { SizingReport } from "./sizing_report.ts";

const REQUESTS_PER_SECOND = [1_000, 10_000, 100_000, 1_000_000] as const;

/** Formats what some numbers of requests a second take as a table of Markdown. */
export function formatSizes(report: SizingReport): string {
  const sizes = REQUESTS_PER_SECOND.map((requests) => deriveSizes(report, requests));
  const row = (what: string, value: (size: Sizes) => number) => [
    what,
    ...sizes.map((size) => format(value(size))),
  ];
  return formatTable([
    ["requests a second", ...REQUESTS_PER_SECOND.map(format)],
    row("spans a second", ({ spansPerSecond }) => spansPerSecond),
    row("agents, cores together", ({ agentCores }) => agentCores),
    row("gateways, cores together", ({ gatewayCores }) => gatewayCores),
    row(`gateways of ${GATEWAY_CORES} cores`, ({ gateways }) => gateways),
    row("each of them: `num_traces`", ({ tracesEach }) => tracesEach),
    row("each of them: GB of memory", ({ gigabytesEach }) => gigabytesEach),
    row("agents to gateways, MB a second", ({ megabytesPerSecond }) => megabytesPerSecond),
    row("to the backend, spans a second", ({ keptSpansPerSecond }) => keptSpansPerSecond),
  ]).join("\n");
}

/** To two digits: more would be made up. */
function format(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 2 });
}
