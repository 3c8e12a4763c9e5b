import type { DeliveryReport } from "../diagnostics/delivery_report.ts";
import type { ExporterMetrics } from "../diagnostics/self_metrics/self_metrics.ts";
import { toErrorType } from "../diagnostics/self_metrics/to_error_type.ts";
import type { OnOutcome, Outcome, Route } from "../transports/route.ts";
import type { Encoder } from "./encoder.ts";

/** Encodes records and hands them to a route. */
export interface RecordExporter<T> {
  /** Where the records go. */
  readonly route: Route;
  /** Media type of what is handed over. */
  readonly contentType: string;
  /**
   * Hands the records over before it returns. Never throws.
   *
   * @param lingerMillis How long they may wait to be sent together with others. @default 0
   */
  export(records: readonly T[], lingerMillis?: number): void;
  /** As {@linkcode RecordExporter.export}, for records that are encoded already. */
  exportEncoded(payload: Uint8Array, about: EncodedRecords): void;
  /** Counts records that were lost before they could be exported. */
  drop(itemCount: number, reason: string): void;
  /** Waits until everything that was handed over was tried. */
  flush(): Promise<void>;
}

/** What is said of records that are encoded already. */
export interface EncodedRecords {
  readonly itemCount: number;
  /** How long they may wait to be sent together with others. */
  readonly lingerMillis: number;
  /** How many of their values had no form in the encoding, and were replaced. */
  readonly repairedCount: number;
}

/**
 * A larger payload is sent in parts: receivers refuse it, those for gRPC from 4 MiB on unless they
 * are told otherwise, and all of it would be lost.
 */
const MAX_PAYLOAD_BYTES = 4_000_000;

/**
 * A larger one must not be sent at all.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request}
 */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** Lengths to which texts and bytes are cut, one after the other, where one record is too large. */
const MAX_LENGTHS = [1_000_000, 100_000, 10_000, 1000] as const;

/**
 * Joins an encoder and a route. What cannot be encoded or delivered is reported with its number. A
 * record that cannot be encoded costs no other of its batch; of one that is too large for receivers,
 * the longest texts and bytes are cut.
 *
 * @param openRoute Opens the way to the destination, which tells what becomes of the records.
 * @param openMetrics Opens what counts what becomes of the records, and how long it takes.
 * @param countItems How many items a record holds: 1 for a span, its data points for metrics.
 * @param split Divides a record that is too large; `undefined` for one that cannot be divided.
 */
export function createRecordExporter<T>(
  { encoder, openRoute, report, openMetrics, countItems = () => 1, split = () => undefined }: {
    readonly encoder: Encoder<T>;
    readonly openRoute: (onOutcome: OnOutcome) => Route;
    readonly report: DeliveryReport;
    /** @default nobody counts */
    readonly openMetrics?: ((route: Route) => ExporterMetrics | undefined) | undefined;
    readonly countItems?: (record: T) => number;
    readonly split?: (record: T) => readonly [T, T] | undefined;
  },
): RecordExporter<T> {
  const route = openRoute(onOutcome);
  const metrics = openMetrics?.(route);
  const { destination, signal } = route;

  function onOutcome(outcome: Outcome): void {
    if (outcome.kind === "retrying") return report.retrying(destination, outcome.reason);
    const { itemCount, replayed } = outcome;
    const items = { signal, itemCount };
    if (outcome.kind === "accepted") {
      const { rejectedCount, message, seconds } = outcome;
      const failure = rejectedCount > 0
        ? { failedCount: rejectedCount, errorType: "rejected" }
        : {};
      if (!replayed) metrics?.finished(itemCount, { seconds, ...failure });
      report.delivered(destination, rejectedCount, message);
      if (!replayed) return;
      metrics?.replayed(itemCount - rejectedCount);
      report.replayed(destination, items);
      return;
    }
    const { reason } = outcome;
    const isFull = outcome.kind === "dropped";
    // What another process recorded was not counted here when it was handed over.
    if (!replayed) {
      metrics?.finished(itemCount, {
        ...(isFull ? {} : { seconds: outcome.seconds }),
        failedCount: itemCount,
        errorType: isFull ? "queue_full" : toErrorType(reason),
      });
    }
    if (!isFull && outcome.quarantined) report.quarantined(destination, items, reason);
    else report.dropped(destination, items, reason);
  }

  function drop(itemCount: number, reason: string): void {
    report.dropped(destination, { signal, itemCount }, reason);
  }

  /** Of what cannot be sent in parts: with its longest texts and bytes cut, until it fits. */
  function shorten(records: readonly T[], payload: Uint8Array): Uint8Array | undefined {
    let shortened: Uint8Array | undefined = payload;
    for (const maxLength of MAX_LENGTHS) {
      if (shortened === undefined || shortened.length <= MAX_PAYLOAD_BYTES) break;
      shortened = encoder.encode(records, { maxLength });
    }
    return shortened;
  }

  function exportRecords(records: readonly T[], lingerMillis = 0): void {
    const itemCount = records.reduce((sum, record) => sum + countItems(record), 0);
    const exportParts = (parts: readonly (readonly T[])[]) =>
      parts.forEach((part) => exportRecords(part, lingerMillis));
    let payload: Uint8Array | undefined;
    try {
      payload = encoder.encode(records);
      if (payload !== undefined && payload.length > MAX_PAYLOAD_BYTES) {
        const halves = halve(records);
        if (halves !== undefined) return exportParts(halves);
        payload = shorten(records, payload);
      }
    } catch (error) {
      const halves = halve(records);
      if (halves !== undefined) return exportParts(halves);
      metrics?.started(itemCount);
      metrics?.finished(itemCount, { failedCount: itemCount, errorType: "encoding_failed" });
      return drop(itemCount, `cannot encode: ${error instanceof Error ? error.message : error}`);
    }
    if (payload === undefined) return;
    const { repairedCount = 0 } = encoder;
    exportEncoded(payload, { itemCount, lingerMillis, repairedCount });
  }

  function exportEncoded(
    payload: Uint8Array,
    { itemCount, lingerMillis, repairedCount }: EncodedRecords,
  ): void {
    if (repairedCount > 0) report.repaired(destination, repairedCount);
    metrics?.started(itemCount);
    if (payload.length > MAX_REQUEST_BYTES) {
      metrics?.finished(itemCount, { failedCount: itemCount, errorType: "too_large" });
      return drop(itemCount, `too large for a request: ${payload.length} bytes`);
    }
    try {
      route.put(payload, { contentType: encoder.contentType, itemCount, lingerMillis });
    } catch (error) {
      metrics?.finished(itemCount, { failedCount: itemCount, errorType: "_OTHER" });
      drop(itemCount, `cannot hand over: ${error instanceof Error ? error.message : error}`);
    }
  }

  function halve(records: readonly T[]): readonly (readonly T[])[] | undefined {
    const [first] = records;
    if (first === undefined) return undefined;
    if (records.length === 1) return split(first)?.map((part) => [part]);
    const middle = records.length >>> 1;
    return [records.slice(0, middle), records.slice(middle)];
  }

  return {
    route,
    contentType: encoder.contentType,
    export: exportRecords,
    exportEncoded,
    drop,
    flush: () => route.flush(),
  };
}
