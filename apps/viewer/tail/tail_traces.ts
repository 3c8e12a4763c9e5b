import type { Page, StoreChange, Trace, TraceSummary } from "../contract/mod.ts";
import { formatTrace } from "./format_trace.ts";
import type { TailContext } from "./tail_context.ts";

/** So many traces may wait until no more spans of them come, and are remembered to be continued. */
const MAX_WAITING = 500;
const MAX_REMEMBERED = 1000;

/**
 * Shows traces when no span of theirs has come for a while; what comes later is shown as their
 * continuation.
 */
export class TraceTail {
  readonly #context: TailContext;
  readonly #settleMillis: number;
  /** When each is due, in the order of their last change. */
  readonly #waiting = new Map<string, number>();
  readonly #shown = new Map<string, Set<string>>();
  #leftOut = 0;

  constructor(
    context: TailContext,
    { settleMillis = 300 }: { readonly settleMillis?: number } = {},
  ) {
    this.#context = context;
    this.#settleMillis = settleMillis;
  }

  note({ traceIds }: StoreChange, now: number): void {
    for (const traceId of traceIds) {
      this.#waiting.delete(traceId);
      this.#waiting.set(traceId, now + this.#settleMillis);
    }
    for (const traceId of this.#waiting.keys()) {
      if (this.#waiting.size <= MAX_WAITING) break;
      this.#waiting.delete(traceId);
      this.#leftOut++;
    }
  }

  /** Milliseconds until the next one is due. */
  get dueAt(): number | undefined {
    return this.#waiting.values().next().value;
  }

  async show(now: number): Promise<void> {
    const due: string[] = [];
    for (const [traceId, at] of this.#waiting) {
      if (at > now) break;
      due.push(traceId);
    }
    for (const traceId of due) this.#waiting.delete(traceId);
    const chosen = await this.#choose(due);
    for (const traceId of chosen) await this.#showOne(traceId);
    if (this.#leftOut > 0 && !this.#context.json) {
      this.#context.write(this.#context.style.dim(`… ${this.#leftOut} more traces`));
    }
    this.#leftOut = 0;
  }

  /** Those that the filters let through; the viewer is asked, which has them all. */
  async #choose(traceIds: readonly string[]): Promise<readonly string[]> {
    const { client, traceFilter } = this.#context;
    if (traceFilter.size === 0 || traceIds.length === 0) return traceIds;
    const query = new URLSearchParams([...traceFilter, ["limit", "500"]]);
    const { items } = await client.json<Page<TraceSummary>>("/api/traces", query);
    const found = new Set(items.map(({ traceId }) => traceId));
    return traceIds.filter((traceId) => found.has(traceId));
  }

  async #showOne(traceId: string): Promise<void> {
    const { client, write, json, style } = this.#context;
    const trace = await client.json<Trace>(`/api/traces/${traceId}`).catch(() => undefined);
    // It was dropped in the meantime.
    if (trace === undefined) return;
    const shown = this.#shown.get(traceId) ?? new Set();
    if (json) write(JSON.stringify({ type: "trace", ...trace }));
    else for (const line of formatTrace(trace, { style, shown })) write(line);
    this.#shown.delete(traceId);
    this.#shown.set(traceId, new Set(trace.spans.map(({ spanId }) => spanId)));
    for (const oldest of this.#shown.keys()) {
      if (this.#shown.size <= MAX_REMEMBERED) break;
      this.#shown.delete(oldest);
    }
  }
}
