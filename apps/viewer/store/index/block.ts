// Hot path: `post` runs for every attribute of every item.

/** What a block holds. */
export const BlockKind = { TRACES: 1, LOGS: 2, POINTS: 3 } as const;

/** One of {@linkcode BlockKind}. */
export type BlockKind = (typeof BlockKind)[keyof typeof BlockKind];

/** What one source has in a block. */
export interface SourceShare {
  items: number;
  errors: number;
  minTime: bigint;
  maxTime: bigint;
}

/** A row of the table of blocks. */
export interface BlockRow {
  readonly id: number;
  readonly kind: BlockKind;
  /** The number of its first member. */
  readonly first: number;
  readonly openedAt: number;
  members: number;
  writes: number;
  minTime: bigint;
  maxTime: bigint;
  /** No duration of a trace, or severity of a log record, is less. */
  minValue: number;
  /** Nor greater. */
  maxValue: number;
  items: number;
  bytes: number;
}

/** A block that is being written to, with what is not in the database yet. */
export class Block {
  readonly row: BlockRow;
  readonly isNew: boolean;
  readonly sources = new Map<number, SourceShare>();
  /** By token: members, counted from the first. */
  readonly postings = new Map<number, number[]>();
  /** By their columns, joined: how many more. */
  readonly figures = new Map<string, number>();

  constructor(row: BlockRow, options: { readonly isNew: boolean }) {
    this.row = row;
    this.isNew = options.isNew;
  }

  /** Says that a member has a token. */
  post(token: number, member: number): void {
    const list = this.postings.get(token);
    if (list === undefined) this.postings.set(token, [member]);
    // Members come one after the other.
    else if (list.at(-1) !== member) list.push(member);
  }

  /** Counts items of a source at a time; for traces, the time of a span. */
  count(source: number, time: bigint, isError: boolean): void {
    const share = this.sources.get(source);
    if (share === undefined) {
      this.sources.set(source, { items: 1, errors: +isError, minTime: time, maxTime: time });
      return;
    }
    share.items++;
    share.errors += +isError;
    if (time < share.minTime) share.minTime = time;
    if (time > share.maxTime) share.maxTime = time;
  }

  /** Makes the block's time include that of a member. */
  include(time: bigint): void {
    if (time < this.row.minTime) this.row.minTime = time;
    if (time > this.row.maxTime) this.row.maxTime = time;
  }

  /** Makes the block's values include that of a member. */
  includeValue(value: number): void {
    this.row.minValue = Math.min(this.row.minValue, value);
    this.row.maxValue = Math.max(this.row.maxValue, value);
  }

  /** Counts a duration of a route, or of a call between services. */
  countDuration(columns: readonly number[]): void {
    const key = columns.join();
    this.figures.set(key, (this.figures.get(key) ?? 0) + 1);
  }
}
