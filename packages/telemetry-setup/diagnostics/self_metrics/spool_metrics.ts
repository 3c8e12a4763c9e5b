import { type Counter, type MeterProvider, ValueType } from "@opentelemetry/api";
import manifest from "../../deno.json" with { type: "json" };
import type { SpoolFigures } from "../../transports/spool/spool.ts";
import type { Signal } from "../../transports/transport.ts";

/**
 * Metrics about the spool. The conventions have no names for it, so these are ours; `own_names.json`
 * lists them.
 */
export const SPOOL_METRICS = {
  "otel_deno.spool.size": {
    instrument: "updowncounter",
    unit: "By",
    description: "Size of the spool folder, quarantine included",
  },
  "otel_deno.spool.quarantine.size": {
    instrument: "updowncounter",
    unit: "By",
    description: "Size of what receivers have refused, in the spool folder",
  },
  "otel_deno.spool.oldest.age": {
    instrument: "gauge",
    unit: "s",
    description: "Age of the oldest payload in the spool folder that waits to be sent",
  },
  "otel_deno.spool.replayed": {
    instrument: "counter",
    unit: "{item}",
    description: "Items delivered that an earlier process had left in the spool folder",
  },
  "otel_deno.spool.dropped": {
    instrument: "counter",
    unit: "{item}",
    description: "Items that the spool folder has lost, undelivered",
  },
} as const;

/** Counts what happens to a spool. Nothing is recorded before it is started. */
export interface SpoolMetrics {
  /** Items were delivered that an earlier process had left. */
  replayed(signal: Signal, itemCount: number): void;
  /** @param errorType Why items are gone, one of few values such as `too_old`. */
  dropped(signal: Signal, itemCount: number, errorType: string): void;
  /** From now on everything is recorded with this provider. */
  start(provider: MeterProvider): void;
}

/**
 * Makes the metrics of {@linkcode SPOOL_METRICS}.
 *
 * @param readFigures How full the spool is, as far as it is known; `undefined` where that is not at
 * all. Called at each collection, so it must not look into the folder by itself.
 */
export function createSpoolMetrics(readFigures: () => SpoolFigures | undefined): SpoolMetrics {
  let counters: Readonly<Record<"replayed" | "dropped", Counter>> | undefined;
  return {
    replayed(signal, itemCount) {
      counters?.replayed.add(itemCount, { "otel_deno.signal": signal });
    },
    dropped(signal, itemCount, errorType) {
      counters?.dropped.add(itemCount, { "otel_deno.signal": signal, "error.type": errorType });
    },
    start(provider) {
      const meter = provider.getMeter("otel_deno", manifest.version);
      const options = (name: keyof typeof SPOOL_METRICS, valueType = ValueType.INT) => {
        const { unit, description } = SPOOL_METRICS[name];
        return { unit, description, valueType };
      };
      const observe = (
        name: keyof typeof SPOOL_METRICS,
        create: "createObservableGauge" | "createObservableUpDownCounter",
        read: (figures: SpoolFigures) => number,
      ) => {
        const isDouble = create === "createObservableGauge";
        meter[create](name, options(name, isDouble ? ValueType.DOUBLE : ValueType.INT))
          .addCallback((result) => {
            const figures = readFigures();
            if (figures !== undefined) result.observe(read(figures));
          });
      };
      observe("otel_deno.spool.size", "createObservableUpDownCounter", ({ bytes }) => bytes);
      observe(
        "otel_deno.spool.quarantine.size",
        "createObservableUpDownCounter",
        ({ quarantinedBytes }) => quarantinedBytes,
      );
      observe(
        "otel_deno.spool.oldest.age",
        "createObservableGauge",
        ({ oldestAgeMillis }) => oldestAgeMillis / 1000,
      );
      counters = {
        replayed: meter.createCounter(
          "otel_deno.spool.replayed",
          options("otel_deno.spool.replayed"),
        ),
        dropped: meter.createCounter("otel_deno.spool.dropped", options("otel_deno.spool.dropped")),
      };
    },
  };
}
