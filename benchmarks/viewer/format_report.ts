/** One figure of a run, beside what it may be. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** Absent where there is none. */
  readonly limit?: string;
  /** Whether the limit is kept. */
  readonly isKept?: boolean;
}

/** One run of the benchmark. */
export interface StoreReport {
  /** Day of the run. */
  readonly date: string;
  readonly spans: number;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly figures: readonly Figure[];
}

/** Formats a run as a page of Markdown. */
export function formatReport({ date, spans, facts, figures }: StoreReport): string {
  const rows = [
    ["figure", "measured", "limit", "kept"],
    ...figures.map(({ name, value, limit = "–", isKept }) => [
      name,
      value,
      limit,
      isKept === undefined ? "–" : isKept ? "yes" : "**no**",
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const [head, ...body] = rows;
  return `# What the viewer's store takes

Measured ${date} by \`deno task bench:store --write\`: ${spans.toLocaleString("en")} spans of each
load, in requests of 512 spans, four at a time, into a file. The processors' time is that of all
threads for decoding protobuf, storing and indexing, until a search finds the last span; servers are
not in it. Searches go through the thread that reads: 20 of each kind, in a store with the spans of
the web server. Memory is that of the whole process, which makes the spans, too; V8's young generation
is kept small (\`--max-semi-space-size=4\`), or its garbage is half of the memory.

${line(head!)}
${line(widths.map((width) => "-".repeat(width)))}
${body.map(line).join("\n")}

${Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`).join("\n")}
`;
}
