import type { LogsData, MetricsData, TracesData } from "@otel-deno/otlp";
import type {
  ExportSelection,
  JsonLogRecord,
  LogQuery,
  MetricData,
  MetricQuery,
  MetricSummary,
  Page,
  Run,
  RunComparison,
  ServiceOverview,
  StoreChange,
  StoreStats,
  TelemetryStore,
  TimeRange,
  Trace,
  TraceQuery,
  TraceSummary,
  WriteResult,
} from "../contract/mod.ts";
import { ChangeFeed } from "./change_feed.ts";
import { clearTables } from "./database/clear_tables.ts";
import type { SqlConnection } from "./database/sql_connection.ts";
import type { ExportCursor } from "./exchange/export_page.ts";
import { type QueryArguments, type QueryName, type QueryResult, runQuery } from "./read/queries.ts";
import { readStats } from "./figures/read_stats.ts";
import type { ReaderThread } from "./read/reader_thread.ts";
import { listRuns } from "./figures/list_runs.ts";
import type { StoreWriter } from "./write/store_writer.ts";
import type { Written } from "./write/write_steps.ts";

type RangeOfRun = TimeRange & { readonly run?: string };

/** What the store is made of. */
export interface SqliteStoreParts {
  readonly connection: SqlConnection;
  readonly writer: StoreWriter;
  /** Absent: queries are answered on this thread. */
  readonly reader?: ReaderThread;
  /** How often it is looked whether something is too old, in milliseconds. */
  readonly retentionInterval: number;
}

/** A store in a database of SQLite. */
export class SqliteStore implements TelemetryStore {
  readonly #parts: SqliteStoreParts;
  readonly #changes: ChangeFeed;
  readonly #retention: ReturnType<typeof setInterval>;
  #isClosed = false;

  constructor(parts: SqliteStoreParts) {
    this.#parts = parts;
    this.#changes = new ChangeFeed(() => readStats(parts.connection));
    this.#retention = setInterval(() => this.#dropOldest(), parts.retentionInterval);
    this.#retention.unref();
  }

  /** @throws {Error} If the database cannot be written to. */
  writeTraces(data: TracesData): Promise<WriteResult> {
    return this.#write({ kind: "traces", data });
  }

  /** @throws {Error} If the database cannot be written to. */
  writeMetrics(data: MetricsData): Promise<WriteResult> {
    return this.#write({ kind: "metrics", data });
  }

  /** @throws {Error} If the database cannot be written to. */
  writeLogs(data: LogsData): Promise<WriteResult> {
    return this.#write({ kind: "logs", data });
  }

  /** @throws {SyntaxError} If the cursor or an end of the time cannot be read. */
  findTraces(query: TraceQuery): Promise<Page<TraceSummary>> {
    return this.#query("findTraces", [query]);
  }

  /** Reads a whole trace. */
  getTrace(traceId: string): Promise<Trace | undefined> {
    return this.#query("getTrace", [traceId]);
  }

  /** Reads a whole trace as JSON. */
  async getTraceJson(traceId: string): Promise<string | undefined> {
    this.#assertOpen();
    const { reader, connection } = this.#parts;
    return reader === undefined
      ? JSON.stringify(runQuery(connection, "getTrace", [traceId]))
      : await reader.queryJson("getTrace", [traceId]);
  }

  /** @throws {SyntaxError} If the cursor or an end of the time cannot be read. */
  findLogs(query: LogQuery): Promise<Page<JsonLogRecord>> {
    return this.#query("findLogs", [query]);
  }

  /** @throws {SyntaxError} If an end of the time cannot be read. */
  listMetrics(range: RangeOfRun = {}): Promise<readonly MetricSummary[]> {
    return this.#query("listMetrics", [range]);
  }

  /** @throws {SyntaxError} If an end of the time cannot be read. */
  getMetric(query: MetricQuery): Promise<MetricData | undefined> {
    return this.#query("getMetric", [query]);
  }

  /** @throws {SyntaxError} If an end of the time cannot be read. */
  getServices(range: RangeOfRun = {}): Promise<ServiceOverview> {
    return this.#query("getServices", [range]);
  }

  /** Reads all runs, the latest first. */
  listRuns(): Promise<readonly Run[]> {
    return this.#query("listRuns", []);
  }

  /** Names a run, or takes its name away with `""`; pins it, or lets it go. */
  updateRun(
    id: string,
    change: { readonly name?: string; readonly pinned?: boolean },
  ): Promise<Run | undefined> {
    return this.#attempt(() =>
      this.#parts.writer.change((connection) => {
        if (listRuns(connection, id).length === 0) return undefined;
        connection.run("INSERT OR IGNORE INTO runs VALUES (?, NULL, 0)", id);
        if (change.name !== undefined) {
          connection.run("UPDATE runs SET name = ? WHERE id = ?", change.name || null, id);
        }
        if (change.pinned !== undefined) {
          connection.run("UPDATE runs SET pinned = ? WHERE id = ?", +change.pinned, id);
          // What was kept for it may be dropped now.
          if (!change.pinned) connection.run("UPDATE blocks SET pinned = 0 WHERE pinned = 1");
        }
        return listRuns(connection, id)[0];
      })
    );
  }

  /** Compares two runs; undefined where one is not there. */
  compareRuns(before: string, after: string): Promise<RunComparison | undefined> {
    return this.#query("compareRuns", [{ before, after }]);
  }

  /** Returns how much is stored. */
  stats(): Promise<StoreStats> {
    return this.#attempt(() => readStats(this.#parts.connection));
  }

  /** Exports, as fast as it is read. */
  async *export(selection: ExportSelection): AsyncIterable<string> {
    let cursor: ExportCursor | undefined;
    do {
      const page: QueryResult<"exportPage"> = await this.#query("exportPage", [selection, cursor]);
      if (page.lines !== "") yield page.lines;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  /** Deletes everything, what is known of runs too. */
  clear(): Promise<void> {
    return this.#attempt(() => {
      this.#parts.writer.change(clearTables);
      this.#parts.connection.execute("PRAGMA incremental_vacuum");
      this.#changes.add({});
    });
  }

  /** Tells `listener` what was stored, at most ten times a second. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Writes what is waiting to be written, and closes the database. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#retention);
    this.#changes.close();
    await this.#parts.writer.idle();
    await this.#parts.reader?.close();
    // A thread that is ended leaves its connection open, and only the last one to close does this. Who
    // else has the file open is not waited for.
    this.#parts.connection.execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
    this.#parts.connection[Symbol.dispose]();
  }

  #dropOldest(): void {
    try {
      this.#parts.writer.dropOldest();
    } catch {
      // Thrown in a timer, it would end the process. Who writes next is told what is wrong.
    }
  }

  async #write(written: Written): Promise<WriteResult> {
    this.#assertOpen();
    const { items, rejected, traceIds } = await this.#parts.writer.write(written);
    const key = ({ traces: "spans", logs: "logs", metrics: "metricPoints" } as const)[written.kind];
    this.#changes.add({ [key]: items, traceIds });
    return {
      rejectedCount: rejected,
      message: rejected === 0 ? "" : "the trace id or span id is not valid",
    };
  }

  async #query<Name extends QueryName>(
    name: Name,
    args: QueryArguments<Name>,
  ): Promise<QueryResult<Name>> {
    this.#assertOpen();
    const { reader, connection } = this.#parts;
    return reader === undefined ? runQuery(connection, name, args) : await reader.query(name, args);
  }

  // deno-lint-ignore require-await
  async #attempt<T>(action: () => T): Promise<T> {
    this.#assertOpen();
    return action();
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error("Cannot use the store: it is closed");
  }
}
