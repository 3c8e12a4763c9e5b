import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  type LogsData,
  type MetricsData,
  type TracesData,
} from "@otel-deno/otlp";
import type { TelemetryStore, WriteResult } from "../../contract/mod.ts";
import { pointsOfMetric } from "../write/points_of_metric.ts";

const NEWLINE = 0x0a;
/** What OTLP recommends as the limit of a request. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;
const SIGNAL = /^\s*\{\s*"resource(Spans|Logs|Metrics)"/;

/** What became of an import. */
export interface ImportResult {
  readonly spans: number;
  readonly logs: number;
  readonly metricPoints: number;
  /** Items that could not be stored; a line that is none of OTLP's counts as one. */
  readonly rejected: number;
}

/**
 * Stores OTLP JSON lines: one `TracesData`, `MetricsData` or `LogsData` a line. Lines of more than
 * 64 MiB are rejected.
 *
 * @throws {Error} If the store cannot be written to; what is before that is stored.
 */
export async function importLines(
  store: Pick<TelemetryStore, "writeTraces" | "writeLogs" | "writeMetrics">,
  stream: AsyncIterable<Uint8Array>,
): Promise<ImportResult> {
  const result = { spans: 0, logs: 0, metricPoints: 0, rejected: 0 };
  for await (const line of splitLines(stream)) {
    if (line === undefined) result.rejected++;
    else if (line.some((byte) => byte > 0x20)) await importLine(store, line, result);
  }
  return result;
}

async function importLine(
  store: Pick<TelemetryStore, "writeTraces" | "writeLogs" | "writeMetrics">,
  line: Uint8Array,
  result: { -readonly [Key in keyof ImportResult]: ImportResult[Key] },
): Promise<void> {
  const [, signal] = SIGNAL.exec(new TextDecoder().decode(line.subarray(0, 256))) ?? [];
  let write: () => Promise<WriteResult>;
  let key: "spans" | "logs" | "metricPoints";
  let count: number;
  try {
    switch (signal) {
      case "Spans": {
        const data = decodeTraces(line, "json");
        [key, count, write] = ["spans", countSpans(data), () => store.writeTraces(data)];
        break;
      }
      case "Logs": {
        const data = decodeLogs(line, "json");
        [key, count, write] = ["logs", countLogs(data), () => store.writeLogs(data)];
        break;
      }
      case "Metrics": {
        const data = decodeMetrics(line, "json");
        [key, count, write] = ["metricPoints", countPoints(data), () => store.writeMetrics(data)];
        break;
      }
      default:
        result.rejected++;
        return;
    }
  } catch {
    result.rejected++;
    return;
  }
  const { rejectedCount } = await write();
  result.rejected += rejectedCount;
  result[key] += count - rejectedCount;
}

/** Returns the lines without their ends; undefined for one that is too long. */
async function* splitLines(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array | undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = () => {
    const line = length > MAX_LINE_BYTES ? undefined : concatenate(parts, length);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end === -1 ? undefined : end);
      length += part.length;
      if (length <= MAX_LINE_BYTES) parts.push(part);
      else parts = [];
      if (end === -1) break;
      yield take();
      start = end + 1;
    }
  }
  if (length > 0) yield take();
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

/** Counts spans. */
export function countSpans({ resourceSpans }: TracesData): number {
  return sum(resourceSpans, (r) => sum(r.scopeSpans, ({ spans }) => spans.length));
}

/** Counts log records. */
export function countLogs({ resourceLogs }: LogsData): number {
  return sum(resourceLogs, (r) => sum(r.scopeLogs, ({ logRecords }) => logRecords.length));
}

/** Counts data points. */
export function countPoints({ resourceMetrics }: MetricsData): number {
  return sum(
    resourceMetrics,
    (r) => sum(r.scopeMetrics, (s) => sum(s.metrics, (m) => pointsOfMetric(m)?.points.length ?? 0)),
  );
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
