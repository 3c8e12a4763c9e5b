import type { SpooledIds } from "./find_spooled_ids.ts";
import type { IdCounts } from "./id_counts.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ToldLosses } from "./read_told_losses.ts";

/** What is known from outside when all is over. */
export interface Accounts {
  readonly ledger: readonly LedgerEntry[];
  readonly received: IdCounts;
  readonly spooled: SpooledIds;
  /** By each process that could still say something. */
  readonly told: readonly ToldLosses[];
  /** Of the runs of processes that were killed: the last number that was due to be kept. */
  readonly lastDue?: ReadonlyMap<string, number>;
}

/** What became of everything that was created. */
export interface Balance {
  readonly created: number;
  readonly delivered: number;
  /** On disk, to be sent. */
  readonly spooled: number;
  /** On disk, because the receiver refused them. */
  readonly quarantined: number;
  /** Told to be gone, by reason. */
  readonly lost: Readonly<Record<string, number>>;
  /** Created so shortly before a kill that it was not due to be kept, and gone. */
  readonly lastMoments: number;
  /** Neither delivered nor on disk nor of the last moments. It has to be what was told. */
  readonly missing: number;
  readonly duplicates: number;
  /** Ids that nobody created. */
  readonly strangers: number;
  /** The first of those that are missing, for whoever looks for the fault. */
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 5;

/** Says for each id that was created where it is. */
export function balanceAccounts(accounts: Accounts): Balance {
  const { ledger, received, spooled, told, lastDue = new Map() } = accounts;
  const counts = { created: 0, delivered: 0, spooled: 0, quarantined: 0, lastMoments: 0 };
  const examples: string[] = [];
  let missing = 0;
  for (const { run, first, last } of ledger) {
    const due = lastDue.get(run) ?? Infinity;
    for (let number = first; number <= last; number++) {
      counts.created++;
      if (received.has(run, number)) counts.delivered++;
      else if (spooled.quarantined.has(run, number)) counts.quarantined++;
      else if (spooled.all.has(run, number)) counts.spooled++;
      else if (number > due) counts.lastMoments++;
      else {
        missing++;
        if (examples.length < MAX_EXAMPLES) examples.push(`${run}.${number}`);
      }
    }
  }
  const lost: Record<string, number> = {};
  for (const { lost: each } of told) {
    for (const [reason, count] of each) lost[reason] = (lost[reason] ?? 0) + count;
  }
  return {
    ...counts,
    missing,
    lost,
    duplicates: received.duplicates,
    strangers: received.unique - counts.delivered,
    examples,
  };
}
