import type { MetricData, MetricSummary } from "../contract/mod.ts";
import { formatMetric } from "./format_metric.ts";
import type { TailContext } from "./tail_context.ts";

const MAX_METRICS = 100;
/** More lines of one metric push everything else out of sight. */
const MAX_SERIES = 5;

/** Shows the last point of each series that got one since the last time. */
export class MetricTail {
  readonly #context: TailContext;
  /** The time of the last point that was there, by the metric's number. */
  readonly #last = new Map<number, bigint>();

  constructor(context: TailContext) {
    this.#context = context;
  }

  /** What is there already is not shown. */
  async begin(): Promise<void> {
    for (const { id, lastUnixNano } of await this.#list()) this.#last.set(id, BigInt(lastUnixNano));
  }

  async show(): Promise<void> {
    const { client, write, json, style, isMetricShown } = this.#context;
    const fresh = (await this.#list()).filter((metric) =>
      isMetricShown(metric) && BigInt(metric.lastUnixNano) > (this.#last.get(metric.id) ?? -1n)
    );
    for (const { id, lastUnixNano } of fresh.slice(0, MAX_METRICS)) {
      const from = String((this.#last.get(id) ?? -1n) + 1n);
      this.#last.set(id, BigInt(lastUnixNano));
      const query = new URLSearchParams({ from });
      const { metric, series } = await client.json<MetricData>(`/api/metrics/${id}`, query);
      if (json) {
        for (const one of series) write(JSON.stringify({ type: "metric", metric, ...one }));
        continue;
      }
      const lines = series.map((one) => formatMetric(metric, { series: one, style }))
        .filter((line) => line !== undefined);
      for (const line of lines.slice(0, MAX_SERIES)) write(line);
      if (lines.length > MAX_SERIES) {
        write(style.dim(`   … ${lines.length - MAX_SERIES} more series`));
      }
    }
  }

  #list(): Promise<readonly MetricSummary[]> {
    return this.#context.client.json("/api/metrics");
  }
}
