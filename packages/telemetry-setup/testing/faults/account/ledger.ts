/** What an application wrote down before it ended a span or emitted a log record, or several. */
export interface LedgerEntry {
  /** Such as `t3`: spans of the third process; `l3`: its log records; `m3`: its data points. */
  readonly run: string;
  readonly first: number;
  readonly last: number;
  /** Of a data point: what it counts. */
  readonly counted?: number;
}

/** A line of a ledger. A line is written by one call: whoever is killed leaves no half of one. */
export function formatLedgerEntry({ run, first, last, counted }: LedgerEntry): string {
  return `${run} ${first} ${last}${counted === undefined ? "" : ` ${counted}`}\n`;
}

/** The entries of a ledger; none where there is no such file. */
export function readLedger(path: string): readonly LedgerEntry[] {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return text.split("\n").slice(0, -1).map((line) => {
    const [run = "", ...numbers] = line.split(" ");
    const [first = NaN, last = NaN, counted] = numbers.map(Number);
    return { run, first, last, ...counted === undefined ? {} : { counted } };
  });
}
