import type { Finding } from "../finding.ts";
import { formatItems } from "../spool/format_items.ts";
import type { ReplayStep } from "./replay_logs.ts";

/** Steps that came to the same, as one. */
type Sum = Pick<ReplayStep, "key" | "outcome" | "destination" | "reason"> & {
  itemCount: number;
  rejectedCount: number;
};

/**
 * Says what became of all that was sent: one line for each signal, destination and reason.
 *
 * @param folder Where the rest stays.
 */
export function describeReplay(steps: Iterable<ReplayStep>, folder: string): readonly Finding[] {
  const sums = new Map<string, Sum>();
  for (const step of steps) {
    const { key, outcome, destination, reason } = step;
    const id = JSON.stringify([outcome, key.signal, destination, reason]);
    const sum = sums.get(id) ??
      { key, outcome, destination, reason, itemCount: 0, rejectedCount: 0 };
    sum.itemCount += step.itemCount;
    sum.rejectedCount += step.rejectedCount;
    sums.set(id, sum);
  }
  const subject = "spool";
  if (sums.size === 0) {
    return [{ subject, ok: true, message: `nothing that could be sent waits in ${folder}` }];
  }
  return [...sums.values()].map((sum): Finding => {
    const { outcome, destination, reason, itemCount, rejectedCount } = sum;
    const count = (itemCount: number) => formatItems(sum.key.signal, itemCount);
    const to = destination || "an unknown receiver";
    switch (outcome) {
      case "delivered":
        return rejectedCount === 0
          ? { subject, ok: true, message: `delivered ${count(itemCount)} to ${to}` }
          : {
            subject,
            ok: false,
            message: `Cannot deliver ${rejectedCount} of ${count(itemCount)}: ` +
              `${to} took the rest and rejected them${reason === "" ? "" : ` (${reason})`}`,
          };
      case "refused":
        return {
          subject,
          ok: false,
          message: `Cannot deliver ${count(itemCount)} to ${to}: refused (${reason}); ` +
            `they stay in quarantine in ${folder}`,
        };
      case "kept":
        return {
          subject,
          ok: false,
          message: `Cannot deliver ${count(itemCount)} to ${to}: ${reason}; they stay in ${folder}`,
        };
    }
  });
}
