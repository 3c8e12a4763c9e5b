import type { TelemetryStore } from "../contract/mod.ts";
import { openDatabase } from "./database/open_database.ts";
import { ReaderThread } from "./read/reader_thread.ts";
import { SqliteStore } from "./sqlite_store.ts";
import { StoreWriter } from "./write/store_writer.ts";

const DAY_MS = 86_400_000;

/** How telemetry is kept. */
export interface OpenStoreOptions {
  /** The file of the database, made where there is none. @default {undefined} in memory */
  readonly path?: string | undefined;
  /** So many bytes of the database are used at most. @default {1_073_741_824} 1 GiB */
  readonly maxBytes?: number;
  /** What was received so many milliseconds ago is dropped. @default {604_800_000} 7 days */
  readonly maxAge?: number;
  /** Milliseconds since the epoch. @default {Date.now} */
  readonly now?: () => number;
  /** Gets a sentence where a file that could not be opened was moved aside. */
  readonly onNotice?: (notice: string) => void;
}

/**
 * Opens a store of telemetry: a database of SQLite that only its owner can read. It is written to on
 * this thread, a few milliseconds at a time; a file is read on a thread of its own.
 *
 * A file that is no database any more is moved aside, and a new one begun. Needs the permissions to
 * read and write the file, its folder and the files `-wal` and `-shm` beside it.
 *
 * @param options How telemetry is kept.
 * @returns The store.
 * @throws {Error} If the file cannot be opened: it is another program's database, or may not be read.
 *
 * @example A span, found by an attribute
 * ```ts
 * import { decodeTraces } from "@otel-deno/otlp";
 * import { equal } from "node:assert/strict";
 *
 * const store = await openStore();
 * const json = new TextEncoder().encode(JSON.stringify({
 *   resourceSpans: [{
 *     scopeSpans: [{
 *       spans: [{
 *         traceId: "5b8efff798038103d269b633813fc60c",
 *         spanId: "eee19b7ec3c1b174",
 *         name: "GET /rolldice",
 *         attributes: [{ key: "http.route", value: { stringValue: "/rolldice" } }],
 *       }],
 *     }],
 *   }],
 * }));
 * await store.writeTraces(decodeTraces(json, "json"));
 * const { items } = await store.findTraces({
 *   attributes: [{ key: "http.route", value: "/rolldice", negated: false }],
 * });
 * equal(items[0]?.name, "GET /rolldice");
 * await store.close();
 * ```
 */
// deno-lint-ignore require-await
export async function openStore(options: OpenStoreOptions = {}): Promise<TelemetryStore> {
  const { path, maxBytes = 2 ** 30, maxAge = 7 * DAY_MS, now = Date.now, onNotice } = options;
  const { connection, movedTo } = openDatabase(path, now());
  if (movedTo !== undefined) {
    onNotice?.(`Cannot read ${path}: it was moved to ${movedTo}, and a new database was begun`);
  }
  const writer = new StoreWriter({ connection, maxBytes, maxAge, now });
  writer.dropOldest();
  return new SqliteStore({
    connection,
    writer,
    ...(path !== undefined && { reader: new ReaderThread(path) }),
    retentionInterval: 60_000,
  });
}
