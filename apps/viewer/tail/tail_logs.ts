import type { JsonLogRecord, Page } from "../contract/mod.ts";
import { formatLog } from "./format_log.ts";
import type { TailContext } from "./tail_context.ts";

const PAGE = 500;
const MAX_PAGES = 4;

/** Shows the log records that were stored since the last time. */
export class LogTail {
  readonly #context: TailContext;
  #lastId = 0;

  constructor(context: TailContext) {
    this.#context = context;
  }

  /** What is there already is not shown. */
  async begin(): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    const { items } = await this.#context.client.json<Page<JsonLogRecord>>("/api/logs", query);
    this.#lastId = Math.max(0, ...items.map(({ id }) => id));
  }

  async show(): Promise<void> {
    const { client, write, json, style, logFilter } = this.#context;
    const fresh: JsonLogRecord[] = [];
    let cursor: string | undefined;
    let page = 0;
    do {
      const query = new URLSearchParams([...logFilter, ["limit", String(PAGE)]]);
      if (cursor !== undefined) query.set("cursor", cursor);
      const answer = await client.json<Page<JsonLogRecord>>("/api/logs", query);
      const found = answer.items.filter(({ id }) => id > this.#lastId);
      fresh.push(...found);
      // What comes after is older still.
      cursor = found.length === answer.items.length ? answer.cursor : undefined;
    } while (cursor !== undefined && ++page < MAX_PAGES);
    this.#lastId = Math.max(this.#lastId, ...fresh.map(({ id }) => id));
    if (cursor !== undefined && !json) write(style.dim("… more log records"));
    for (const log of fresh.reverse()) {
      write(json ? JSON.stringify({ type: "log", ...log }) : formatLog(log, style));
    }
  }
}
