/**
 * The thread that answers queries: it has a connection of its own, so that nobody who reads waits for
 * who writes, nor the other way round.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { SqlConnection } from "../database/sql_connection.ts";
import { type QueryArguments, type QueryName, runQuery } from "./queries.ts";

/** A query, and its answer: JSON, which is faster than to clone objects. */
export type ReaderRequest = {
  readonly id: number;
  readonly name: QueryName;
  readonly args: QueryArguments<QueryName>;
};

/** What a query returned, or why it did not. */
export type ReaderResponse = {
  readonly id: number;
  readonly json?: string | undefined;
  readonly error?: { readonly name: string; readonly message: string };
};

const connection = new SqlConnection(workerData.path as string, { readOnly: true });
connection.execute("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000");

parentPort?.on("message", ({ id, name, args }: ReaderRequest) => {
  let response: ReaderResponse;
  try {
    response = { id, json: JSON.stringify(runQuery(connection, name, args)) };
  } catch (error) {
    const { name = "Error", message = String(error) } = error as Partial<Error>;
    response = { id, error: { name, message } };
  }
  parentPort?.postMessage(response);
});
