/** What the distribution said that became of spans and log records. */
export interface ToldLosses {
  /** Gone, by the reason that was given. */
  readonly lost: ReadonlyMap<string, number>;
  /** All that is gone. */
  readonly lostCount: number;
  /** On disk as the process ended. */
  readonly keptCount: number;
}

const LINE = /^otel-deno: (?:warning|info): (Dropped|Lost|Refused|Kept) (.+)$/;
const COUNT = /^(\d+) (?:span|log record|data point)s?(?:, )?/;

/** Reads from standard error what is gone: every line counts what no line before it did. */
export function readToldLosses(stderr: string): ToldLosses {
  const lost = new Map<string, number>();
  let keptCount = 0;
  for (const line of stderr.split("\n")) {
    const [, what, told = ""] = LINE.exec(line) ?? [];
    if (what === undefined) continue;
    const { count, rest } = takeCounts(told);
    if (what === "Kept" || / kept in quarantine/.test(rest)) keptCount += count;
    else {
      const reason = what === "Lost" ? "the process ended" : reasonOf(rest);
      lost.set(reason, (lost.get(reason) ?? 0) + count);
    }
  }
  const lostCount = [...lost.values()].reduce((sum, count) => sum + count, 0);
  return { lost, lostCount, keptCount };
}

function takeCounts(told: string): { readonly count: number; readonly rest: string } {
  let count = 0;
  let rest = told;
  for (let match = COUNT.exec(rest); match !== null; match = COUNT.exec(rest)) {
    count += Number(match[1]);
    rest = rest.slice(match[0].length);
  }
  return { count, rest };
}

/** What stands behind the destination: `for http://127.0.0.1:4318: connection refused`. */
function reasonOf(rest: string): string {
  return /for (?:the )?\S+: (.+)$/.exec(rest)?.[1] ?? "more of the same";
}
