/** One figure of a run, with what it may be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "MB" | "spans" | "bytes" | "%";
  /** Absent where there is no such limit. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Whether its limits are kept; `undefined` where it has none. */
export function isKept({ value, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  return value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
}
