import type { TelemetryStore } from "../contract/mod.ts";
import { addDiceRoll } from "./samples/add_dice_roll.ts";
import { addOddTraces } from "./samples/add_odd_traces.ts";
import { addOrder } from "./samples/add_order.ts";
import { SampleBuilder } from "./samples/sample_builder.ts";
import { sampleMetrics } from "./samples/sample_metrics.ts";
import { seededRandom } from "./samples/seeded_random.ts";

/** Options of {@linkcode fillStore}. */
export interface SampleOptions {
  /** When the samples end, in milliseconds since 1970. @default now */
  readonly nowMillis?: number;
  /** The same seed gives the same samples. @default {1} */
  readonly seed?: number;
  /** Requests in each of the two runs. @default {120} */
  readonly requests?: number;
  /** Spans of the trace with many spans. @default {600} */
  readonly bigTraceSpans?: number;
}

const MINUTE = 60_000;

/**
 * Fills a store with what four services sent in the last hour: in two runs, of which the second has
 * slower orders; with errors, links, exemplars, texts that mean harm, and an open span.
 */
export async function fillStore(store: TelemetryStore, options: SampleOptions = {}): Promise<void> {
  const { nowMillis = Date.now(), seed = 1, requests = 120, bigTraceSpans = 600 } = options;
  const random = seededRandom(seed);
  for (const [index, run] of ["run-before", "run-after"].entries()) {
    const startMillis = nowMillis - (60 - 30 * index) * MINUTE;
    const builder = new SampleBuilder({ startMillis, random, run });
    const servers = [];
    for (let request = 0; request < requests; request++) {
      const at = (28 * MINUTE * request) / requests + random() * 2000;
      servers.push(
        request % 4 === 3
          ? addOrder(builder, { at, random, slowness: 1 + index * 0.8 })
          : addDiceRoll(builder, { at, random, slowness: 1 }),
      );
    }
    if (index === 1) addOddTraces(builder, { at: 28.5 * MINUTE, random, bigTraceSpans });
    await store.writeTraces(builder.traces());
    await store.writeLogs(builder.logs());
    const metrics = sampleMetrics({ startMillis, exports: 170, random, run, spans: servers });
    for (const data of metrics) await store.writeMetrics(data);
  }
}
