/** What an application wrote down before it ended a span or emitted a log record, or several. */
export interface LedgerEntry {
  /** Such as `t3`: spans of the third process. */
  readonly run: string;
  readonly first: number;
  readonly last: number;
}

/** A line of a ledger. A line is written by one call: whoever is killed leaves no half of one. */
export function formatLedgerEntry({ run, first, last }: LedgerEntry): string {
  return `${run} ${first} ${last}\n`;
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
    const [first = NaN, last = NaN] = numbers.map(Number);
    return { run, first, last };
  });
}
