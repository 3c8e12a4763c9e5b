import type { Balance } from "./account/balance_accounts.ts";

/** A fault that telemetry was put through, and what came of it. */
export interface FaultReport {
  readonly name: string;
  readonly balance: Balance;
  /** What is not as it was promised; nothing where all is well. */
  readonly problems: readonly string[];
  /** For whoever looks for the reason: what the distribution said. */
  readonly said: string;
}

/** How large a fault is: short in every run of the tests, long in `deno task soak`. */
export type FaultSize = "short" | "long";

/** What every fault has to leave behind: all that is missing was told, and nothing else. */
export function findImbalance(balance: Balance): readonly string[] {
  const { missing, lost, strangers, examples } = balance;
  const told = Object.values(lost).reduce((sum, count) => sum + count, 0);
  return [
    ...missing === told
      ? []
      : [`${missing} are missing (${examples.join(", ")}), ${told} were told to be gone`],
    ...strangers === 0 ? [] : [`${strangers} arrived that nobody created`],
  ];
}
