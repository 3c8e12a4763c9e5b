import { basename, dirname } from "node:path";
import { migrate } from "./migrate.ts";
import { APPLICATION_ID } from "./schema.ts";
import { SqlConnection } from "./sql_connection.ts";

/** An open database. */
export interface OpenDatabase {
  readonly connection: SqlConnection;
  /** Where a file was moved that could not be opened. */
  readonly movedTo?: string;
}

const IN_MEMORY = ":memory:";
// SQLITE_CORRUPT and SQLITE_NOTADB: the file is at fault, and not who may read it, or who does.
const UNREADABLE = new Set([11, 26]);

/**
 * Opens a database for writing, and makes it where there is none: the file can be read by its owner
 * only. A file that is no database any more, or one of a later version, is moved aside.
 *
 * @param path The file; undefined: in memory.
 * @param now Milliseconds since the epoch, for the name of the file that is moved aside.
 * @throws {Error} If it cannot be opened for another reason: another program's database, for one.
 */
export function openDatabase(path: string | undefined, now: number): OpenDatabase {
  if (path === undefined) return { connection: openConnection(IN_MEMORY) };
  makePrivate(path);
  try {
    return { connection: openConnection(path) };
  } catch (error) {
    if (!isUnreadable(error)) {
      throw new Error(`Cannot open ${path}: ${(error as Error).message}`, { cause: error });
    }
  }
  const movedTo = `${path}.unreadable-${new Date(now).toISOString().replaceAll(":", "-")}`;
  for (const suffix of ["", "-wal", "-shm"]) moveIfThere(path + suffix, movedTo + suffix);
  makePrivate(path);
  return { connection: openConnection(path), movedTo };
}

function openConnection(path: string): SqlConnection {
  const connection = new SqlConnection(path);
  try {
    const { tables } = connection.get<{ tables: number }>(
      "SELECT count(*) AS tables FROM sqlite_schema",
    )!;
    const { application_id: id } = connection.get<{ application_id: number }>(
      "PRAGMA application_id",
    )!;
    if (tables > 0 && id !== APPLICATION_ID) {
      throw new TypeError("it is the database of another program");
    }
    // What was committed survives the end of the process, though not that of the machine. The first
    // setting has no effect once there are tables.
    connection.execute(`
      PRAGMA auto_vacuum = INCREMENTAL; PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000;
      PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432;
      PRAGMA temp_store = MEMORY; PRAGMA secure_delete = OFF`);
    migrate(connection);
    touchTables(connection);
    return connection;
  } catch (error) {
    connection[Symbol.dispose]();
    throw error;
  }
}

/** A file that is cut short fails here, and not when it is written to. */
function touchTables(connection: SqlConnection): void {
  const tables = connection.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table'",
  );
  for (const { name } of tables) connection.get(`SELECT 1 FROM "${name}" LIMIT 1`);
}

function isUnreadable(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  const code = (error as { readonly errcode?: number } | undefined)?.errcode;
  return code !== undefined && UNREADABLE.has(code & 0xff);
}

/** SQLite gives the files that it makes beside this one the same mode. */
function makePrivate(path: string): void {
  const folder = dirname(path);
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  Deno.openSync(path, { create: true, append: true, mode: 0o600 }).close();
  if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o600);
}

function moveIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw new Error(`Cannot move ${basename(from)} aside: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}
