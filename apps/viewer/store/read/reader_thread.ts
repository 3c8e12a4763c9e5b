import { Worker } from "node:worker_threads";
import type { QueryArguments, QueryName, QueryResult } from "./queries.ts";
import type { ReaderResponse } from "./reader_worker.ts";

interface Pending {
  readonly resolve: (json: string | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Asks queries of a thread of their own, which starts with the first one. */
export class ReaderThread {
  readonly #path: string;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** @param path The file of the database. */
  constructor(path: string) {
    this.#path = path;
  }

  /** @throws {SyntaxError} If the query has something that cannot be read. */
  async query<Name extends QueryName>(
    name: Name,
    args: QueryArguments<Name>,
  ): Promise<QueryResult<Name>> {
    const json = await this.queryJson(name, args);
    return (json === undefined ? undefined : JSON.parse(json)) as QueryResult<Name>;
  }

  /**
   * Returns the answer as JSON; undefined where it is.
   *
   * @throws {SyntaxError} If the query has something that cannot be read.
   */
  queryJson<Name extends QueryName>(
    name: Name,
    args: QueryArguments<Name>,
  ): Promise<string | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    const worker = this.#worker ??= this.#start();
    const id = ++this.#lastId;
    this.#pending.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, name, args });
    return promise;
  }

  /** Ends the thread; what is still asked is rejected. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#fail(new Error("Cannot read from the store: it is closed"));
  }

  #start(): Worker {
    const worker = new Worker(new URL("./reader_worker.ts", import.meta.url), {
      workerData: { path: this.#path },
    });
    worker.on("message", ({ id, json, error }: ReaderResponse) => {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      if (this.#pending.size === 0) worker.unref();
      if (error === undefined) pending?.resolve(json);
      else pending?.reject(toError(error));
    });
    worker.on("error", (error: Error) => {
      this.#fail(new Error(`Cannot read from the store: ${error.message}`, { cause: error }));
    });
    return worker;
  }

  #fail(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function toError({ name, message }: { readonly name: string; readonly message: string }): Error {
  return name === "SyntaxError" ? new SyntaxError(message) : new Error(message);
}
