import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  OtlpDecodeError,
  OtlpLimitError,
} from "@otel-deno/otlp";
import type { TelemetryStore, WriteResult } from "../../contract/mod.ts";
import { BadRequest } from "../request/bad_request.ts";
import { countItems, type ItemCounts } from "./count_items.ts";
import { type LineLimits, splitLines } from "./split_lines.ts";

/** What an import has taken in. */
export interface ImportResult extends ItemCounts {
  /** Items that the store did not take. */
  readonly rejected: number;
}

/** As much as one request of OTLP may hold, and as much as the store may. */
const LIMITS: LineLimits = { maxLineBytes: 64 * 1024 ** 2, maxBytes: 1024 ** 3 };
/** So many lines may wait for the store. */
const MAX_WAITING = 64;
const MAX_WAITING_BYTES = 16 * 1024 ** 2;

/**
 * Stores OTLP JSON lines, as an export, or a Collector's file exporter, has written them. It ends
 * at the first line that is something else; what stood before it is stored.
 *
 * @throws {BadRequest} If a line is not OTLP JSON, or there is too much.
 */
export async function importLines(
  stream: ReadableStream<Uint8Array>,
  { store, limits = LIMITS }: { readonly store: TelemetryStore; readonly limits?: LineLimits },
): Promise<ImportResult> {
  const total = { spans: 0, logs: 0, metricPoints: 0, rejected: 0 };
  const waiting = new Set<Promise<void>>();
  let waitingBytes = 0;
  let lineNumber = 0;
  let failure: unknown;
  try {
    for await (const line of splitLines(stream, limits)) {
      lineNumber++;
      const { kind, count, write } = decodeLine(line, lineNumber);
      waitingBytes += line.length;
      const stored: Promise<void> = write(store).then(({ rejectedCount }) => {
        total[kind] += count - rejectedCount;
        total.rejected += rejectedCount;
      }, (error) => {
        failure ??= error;
      }).finally(() => {
        waitingBytes -= line.length;
        waiting.delete(stored);
      });
      waiting.add(stored);
      while (waiting.size > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) {
        await Promise.race(waiting);
      }
      if (failure !== undefined) break;
    }
  } finally {
    await Promise.all(waiting);
  }
  if (failure !== undefined) throw failure;
  return total;
}

interface DecodedLine {
  readonly kind: keyof ItemCounts;
  readonly count: number;
  readonly write: (store: TelemetryStore) => Promise<WriteResult>;
}

function decodeLine(line: Uint8Array, lineNumber: number): DecodedLine {
  try {
    switch (signalOf(line)) {
      case "resourceSpans": {
        const data = decodeTraces(line, "json");
        return {
          kind: "spans",
          count: countItems(data).spans,
          write: (store) => store.writeTraces(data),
        };
      }
      case "resourceMetrics": {
        const data = decodeMetrics(line, "json");
        return {
          kind: "metricPoints",
          count: countItems(data).metricPoints,
          write: (store) => store.writeMetrics(data),
        };
      }
      case "resourceLogs": {
        const data = decodeLogs(line, "json");
        return {
          kind: "logs",
          count: countItems(data).logs,
          write: (store) => store.writeLogs(data),
        };
      }
      default:
        throw notOtlp(lineNumber, "it has no resourceSpans, resourceMetrics or resourceLogs");
    }
  } catch (error) {
    if (error instanceof OtlpDecodeError || error instanceof OtlpLimitError) {
      throw notOtlp(lineNumber, error.message);
    }
    if (error instanceof SyntaxError) throw notOtlp(lineNumber, "it is not JSON");
    throw error;
  }
}

/** The key that tells what a line holds; in what others write it may not be the first. */
function signalOf(line: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(line.subarray(0, 100));
  const first = /^\s*\{\s*"(resource(?:Spans|Metrics|Logs))"/.exec(start)?.[1];
  if (first !== undefined) return first;
  const record: unknown = JSON.parse(new TextDecoder().decode(line));
  if (typeof record !== "object" || record === null) return undefined;
  return ["resourceSpans", "resourceMetrics", "resourceLogs"].find((key) => key in record);
}

function notOtlp(lineNumber: number, reason: string): BadRequest {
  const before = lineNumber === 1 ? "nothing was stored" : "what stands before it was stored";
  return new BadRequest(`Cannot import line ${lineNumber}: ${reason}; ${before}`);
}
