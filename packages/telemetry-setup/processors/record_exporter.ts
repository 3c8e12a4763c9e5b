import type { DeliveryReport } from "../diagnostics/delivery_report.ts";
import type { ExporterMetrics } from "../diagnostics/self_metrics/self_metrics.ts";
import { toErrorType } from "../diagnostics/self_metrics/to_error_type.ts";
import type { Signal, Transport } from "../transports/transport.ts";
import type { Encoder } from "./encoder.ts";

/** Encodes records and hands them to a transport. */
export interface RecordExporter<T> {
  /** Hands the records over before it returns; settles, never rejects, once their fate is known. */
  export(records: readonly T[]): Promise<void>;
  /** Counts records that were lost before they could be exported. */
  drop(itemCount: number, reason: string): void;
}

/**
 * A larger payload is sent in parts: receivers refuse it, those for gRPC from 4 MiB on unless they
 * are told otherwise, and all of it would be lost.
 */
const MAX_PAYLOAD_BYTES = 4_000_000;

/** Lengths to which texts and bytes are cut, one after the other, where one record is too large. */
const MAX_LENGTHS = [1_000_000, 100_000, 10_000, 1000] as const;

/**
 * Joins an encoder and a transport. What cannot be encoded or delivered is reported with its
 * number. A record that cannot be encoded costs no other of its batch; of one that is too large for
 * receivers, the longest texts and bytes are cut.
 *
 * @param metrics Counts what becomes of the records, and how long it takes.
 * @param countItems How many items a record holds: 1 for a span, its data points for metrics.
 * @param split Divides a record that is too large; `undefined` for one that cannot be divided.
 */
export function createRecordExporter<T>(
  { signal, encoder, transport, report, metrics, countItems = () => 1, split = () => undefined }: {
    readonly signal: Signal;
    readonly encoder: Encoder<T>;
    readonly transport: Transport;
    readonly report: DeliveryReport;
    readonly metrics?: ExporterMetrics | undefined;
    readonly countItems?: (record: T) => number;
    readonly split?: (record: T) => readonly [T, T] | undefined;
  },
): RecordExporter<T> {
  const { destination } = transport;

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

  async function exportRecords(records: readonly T[]): Promise<void> {
    const itemCount = records.reduce((sum, record) => sum + countItems(record), 0);
    const startedAt = performance.now();
    const finished = (failedCount: number, errorType?: string) => {
      const seconds = (performance.now() - startedAt) / 1000;
      const failure = errorType === undefined ? {} : { failedCount, errorType };
      metrics?.finished(itemCount, { seconds, ...failure });
    };
    let payload: Uint8Array | undefined;
    try {
      payload = encoder.encode(records);
      if (payload !== undefined && payload.length > MAX_PAYLOAD_BYTES) {
        const halves = halve(records);
        if (halves !== undefined) return await exportAll(halves);
        payload = shorten(records, payload);
      }
    } catch (error) {
      const halves = halve(records);
      if (halves !== undefined) return await exportAll(halves);
      metrics?.started(itemCount);
      finished(itemCount, "encoding_failed");
      return drop(itemCount, `cannot encode: ${error instanceof Error ? error.message : error}`);
    }
    if (payload === undefined) return;
    const { contentType, repairedCount = 0 } = encoder;
    if (repairedCount > 0) report.repaired(destination, repairedCount);
    metrics?.started(itemCount);
    try {
      const options = { signal, contentType, encoding: "identity", itemCount } as const;
      const verdict = await transport.send(payload, options);
      if (verdict.outcome === "accepted") {
        const { rejectedCount } = verdict;
        finished(rejectedCount, rejectedCount > 0 ? "rejected" : undefined);
        report.delivered(destination, rejectedCount, verdict.message);
      } else {
        finished(itemCount, toErrorType(verdict.reason));
        if (verdict.outcome === "retry") report.retrying(destination, verdict.reason);
        drop(itemCount, verdict.reason);
      }
    } catch (error) {
      finished(itemCount, "_OTHER");
      drop(itemCount, `cannot send: ${error instanceof Error ? error.message : error}`);
    }
  }

  function halve(records: readonly T[]): readonly (readonly T[])[] | undefined {
    const [first] = records;
    if (first === undefined) return undefined;
    if (records.length === 1) return split(first)?.map((part) => [part]);
    const middle = records.length >>> 1;
    return [records.slice(0, middle), records.slice(middle)];
  }

  async function exportAll(parts: readonly (readonly T[])[]): Promise<void> {
    await Promise.all(parts.map(exportRecords));
  }

  return { export: exportRecords, drop };
}
