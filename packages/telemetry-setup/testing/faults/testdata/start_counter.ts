import { metrics } from "@opentelemetry/api";
import { formatLedgerEntry, type LedgerEntry } from "../account/ledger.ts";

/** Where what is counted is written down. */
export interface CounterOptions {
  /** The number of the process, which is in each id. */
  readonly process: number;
  /** Writes a line of the ledger. */
  readonly write: (line: string) => void;
  /** Told what was collected, once that is written down. @default nobody is */
  readonly onCollected?: (entry: LedgerEntry) => void;
}

/**
 * Counts with a counter of OpenTelemetry. What is added between two collections has an id of its own as
 * an attribute: where temporality is `delta` it is one data point, which is found like a span. It is
 * written down, with what was counted, as it is collected: what was not collected is in no ledger.
 *
 * @returns Adds so many.
 */
export function startCounter({ process, write, onCollected }: CounterOptions): (n: number) => void {
  const run = `m${process}`;
  const meter = metrics.getMeter("faults");
  const counter = meter.createCounter("fault.recorded");
  let number = 0;
  let counted = 0;
  // It observes nothing: it is only told of collections.
  meter.createObservableGauge("fault.collections").addCallback(() => {
    if (counted === 0) return;
    const entry = { run, first: number, last: number, counted };
    write(formatLedgerEntry(entry));
    onCollected?.(entry);
    number++;
    counted = 0;
  });
  return (n) => {
    counted += n;
    counter.add(n, { id: `id:${run}.${number};` });
  };
}
