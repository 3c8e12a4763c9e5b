import type { SoakFaultReport } from "./run_apart.ts";

/** A soak, as it is kept. */
export interface SoakReport {
  /** Day of the run. */
  readonly date: string;
  /** Minutes. */
  readonly duration: number;
  /** Machine and versions. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly groups: readonly {
    readonly title: string;
    readonly reports: readonly SoakFaultReport[];
  }[];
}

const HEAD = [
  "fault",
  "created",
  "delivered",
  "on disk",
  "quarantined",
  "told to be gone",
  "last 200 ms",
  "missing",
  "twice",
  "verdict",
] as const;

/** Formats a soak as a page of Markdown. */
export function formatSoakReport({ date, duration, facts, groups }: SoakReport): string {
  return [
    "# What becomes of telemetry when something fails",
    "",
    `Run ${date} by \`deno task soak --write\`, in ${duration} minutes. Applications write down each ` +
    "id before they end a span or emit a log record, and what a data point counts as it is collected, " +
    "receivers what they take; both are processes or " +
    "sockets of their own. Missing is what was created and is neither delivered nor on disk, except " +
    "for the last 200 ms before a `kill -9`: it has to be what was told to be gone.",
    "",
    ...groups.flatMap(({ title, reports }) => [
      `## ${title}`,
      "",
      ...table([HEAD, ...reports.map(rowOf)]),
      "",
    ]),
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function rowOf({ name, balance, problems }: SoakFaultReport): readonly string[] {
  const verdict = problems.length === 0 ? "well" : problems.join("; ");
  if (balance === undefined) return [name, ...HEAD.slice(2).map(() => "-"), verdict];
  const { created, delivered, spooled, quarantined, lost, lastMoments, missing, duplicates } =
    balance;
  const reasons = Object.entries(lost).map(([reason, count]) => `${count} ${reason}`);
  return [
    name,
    ...[created, delivered, spooled, quarantined].map(String),
    reasons.join("; ") || "0",
    ...[lastMoments, missing, duplicates].map(String),
    verdict,
  ].map((cell) => cell.replaceAll(/\s+/g, " ").replaceAll("|", "\\|"));
}

/** Aligned as `deno fmt` does it. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = HEAD, ...body] = rows;
  return [
    line(head),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...body.map(line),
  ];
}
