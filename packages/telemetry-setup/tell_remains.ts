import type { DeliveryReport } from "./diagnostics/delivery_report.ts";
import type { Delivery } from "./transports/delivery.ts";

/** Options of {@linkcode tellRemains}. */
export interface TellRemainsOptions {
  readonly report: DeliveryReport;
  /** How long this thread may be blocked, in milliseconds; with 0, nothing is tried. */
  readonly timeoutMillis: number;
  /** Called once if it takes longer than a moment. @default nobody is */
  readonly onSlow?: (() => void) | undefined;
}

/** Settles what was handed over, and says what is lost and what is kept on disk. */
export function tellRemains(
  delivery: Delivery | undefined,
  { report, timeoutMillis, onSlow }: TellRemainsOptions,
): void {
  const { lost = [], kept = [] } = delivery?.settle(timeoutMillis, onSlow) ?? {};
  for (const [destination, items] of Map.groupBy(lost, ({ destination }) => destination)) {
    report.lost(destination, items);
  }
  for (const [destination, items] of Map.groupBy(kept, ({ destination }) => destination)) {
    report.kept(destination, items);
  }
}
