import { type Attributes, type Meter, type MeterProvider, ValueType } from "@opentelemetry/api";
import manifest from "../../deno.json" with { type: "json" };
import type { SpoolFigures } from "../../transports/spool/spool.ts";
import type { Signal } from "../../transports/transport.ts";
import { SELF_METRICS, type SelfMetricName } from "./self_metric_table.ts";
import { createSpoolMetrics, type SpoolMetrics } from "./spool_metrics.ts";

/** Counts what becomes of records that an exporter is given. */
export interface ExporterMetrics {
  /** So many records are being exported. */
  started(itemCount: number): void;
  /**
   * Their export has ended; `failedCount` of them failed.
   *
   * @param errorType Why some failed, one of few values. @default none failed
   */
  finished(itemCount: number, outcome: ExportOutcome): void;
  /** So many records were delivered that an earlier process had left; they were not started here. */
  replayed(itemCount: number): void;
}

/** How an export ended. */
export interface ExportOutcome {
  /** How long the request took. @default there was none */
  readonly seconds?: number;
  /** @default 0 */
  readonly failedCount?: number;
  readonly errorType?: string;
}

/** Counts what a processor passes on, and what it drops for want of room. */
export interface ProcessorMetrics {
  processed(itemCount: number, errorType?: string): void;
}

/** A processor's queue. */
export interface ObservedQueue {
  /** `undefined` where there is no bound in records. */
  readonly capacity: number | undefined;
  readonly size: () => number;
}

/** Metrics about the distribution itself. Nothing is recorded before they are started. */
export interface SelfMetrics {
  /**
   * @param type Such as `otlp_http_span_exporter`.
   * @param destination Where it sends to, a URL where that is another host.
   */
  exporter(
    signal: Signal,
    component: { readonly type: string; readonly destination: string },
  ): ExporterMetrics;
  /** @param type Such as `batching_span_processor`. */
  processor(
    signal: "traces" | "logs",
    component: { readonly type: string; readonly queue: ObservedQueue | undefined },
  ): ProcessorMetrics;
  /** Counts what the spool has lost. */
  readonly spool: Pick<SpoolMetrics, "dropped">;
  /** How full the spool is now. */
  spoolFilled(figures: SpoolFigures): void;
  /** From now on everything is recorded with this provider. */
  start(provider: MeterProvider): void;
}

const EXPORTED = { traces: "span", logs: "log", metrics: "metric_data_point" } as const;
const PROCESSED = { traces: "span", logs: "log" } as const;
/** One bucket: count, sum, minimum and maximum are enough, as the conventions have it. */
const NO_BOUNDARIES: number[] = [];

/**
 * Makes the metrics of {@linkcode SELF_METRICS} that are not the SDK's own.
 *
 * They are asked for while exporters and processors are built, so before there is a meter provider:
 * its readers belong to what is built.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/}
 */
export function createSelfMetrics(): SelfMetrics {
  const counts = new Map<string, number>();
  const onStart: ((instruments: Instruments) => void)[] = [];
  let instruments: Instruments | undefined;
  let figures: SpoolFigures | undefined;
  const spool = createSpoolMetrics(() => figures);

  function describe(type: string): Attributes {
    const number = counts.get(type) ?? 0;
    counts.set(type, number + 1);
    return { "otel.component.type": type, "otel.component.name": `${type}/${number}` };
  }

  return {
    exporter(signal, { type, destination }) {
      const component = { ...describe(type), ...describeServer(destination) };
      const exported = `otel.sdk.exporter.${EXPORTED[signal]}.exported` as const;
      const inflight = `otel.sdk.exporter.${EXPORTED[signal]}.inflight` as const;
      return {
        started(itemCount) {
          instruments?.add(inflight, itemCount, component);
        },
        finished(itemCount, { seconds, failedCount = 0, errorType = "_OTHER" }) {
          const failed = { ...component, "error.type": errorType };
          instruments?.add(inflight, -itemCount, component);
          if (failedCount > 0) instruments?.add(exported, failedCount, failed);
          if (failedCount < itemCount) {
            instruments?.add(exported, itemCount - failedCount, component);
          }
          if (seconds === undefined) return;
          const duration = "otel.sdk.exporter.operation.duration";
          instruments?.record(duration, seconds, failedCount > 0 ? failed : component);
        },
        replayed: (itemCount) => spool.replayed(signal, itemCount),
      };
    },
    processor(signal, { type, queue }) {
      const component = describe(type);
      const prefix = `otel.sdk.processor.${PROCESSED[signal]}` as const;
      onStart.push((instruments) => {
        if (queue === undefined) return;
        instruments.observe(`${prefix}.queue.size`, queue.size, component);
        const { capacity } = queue;
        if (capacity === undefined) return;
        instruments.observe(`${prefix}.queue.capacity`, () => capacity, component);
      });
      return {
        processed(itemCount, errorType) {
          const attributes = errorType === undefined
            ? component
            : { ...component, "error.type": errorType };
          instruments?.add(`${prefix}.processed`, itemCount, attributes);
        },
      };
    },
    spool,
    spoolFilled(given) {
      figures = given;
    },
    start(provider) {
      spool.start(provider);
      instruments = createInstruments(provider.getMeter("otel_deno", manifest.version));
      for (const begin of onStart) begin(instruments);
    },
  };
}

interface Instruments {
  add(name: SelfMetricName, value: number, attributes: Attributes): void;
  record(name: SelfMetricName, value: number, attributes: Attributes): void;
  observe(name: SelfMetricName, read: () => number, attributes: Attributes): void;
}

/** Each instrument is made when it is used first: what is not there has no points. */
function createInstruments(meter: Meter): Instruments {
  const adding = new Map<SelfMetricName, ReturnType<Meter["createUpDownCounter"]>>();
  const recording = new Map<SelfMetricName, ReturnType<Meter["createHistogram"]>>();
  const observing = new Map<SelfMetricName, ReturnType<Meter["createObservableUpDownCounter"]>>();
  return {
    add(name, value, attributes) {
      const { instrument, unit, description } = SELF_METRICS[name];
      const create = instrument === "counter" ? "createCounter" : "createUpDownCounter";
      getOrCreate(
        adding,
        name,
        () => meter[create](name, { unit, description, valueType: ValueType.INT }),
      )
        .add(value, attributes);
    },
    record(name, value, attributes) {
      const { unit, description } = SELF_METRICS[name];
      const advice = { explicitBucketBoundaries: NO_BOUNDARIES };
      getOrCreate(
        recording,
        name,
        () => meter.createHistogram(name, { unit, description, advice }),
      ).record(value, attributes);
    },
    observe(name, read, attributes) {
      const { unit, description } = SELF_METRICS[name];
      getOrCreate(
        observing,
        name,
        () =>
          meter.createObservableUpDownCounter(name, {
            unit,
            description,
            valueType: ValueType.INT,
          }),
      ).addCallback((result) => result.observe(read(), attributes));
    },
  };
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

/** Of a destination on another host: not the console, not a file. */
function describeServer(destination: string): Attributes {
  const url = URL.parse(destination);
  if (url === null || !/^https?:$/.test(url.protocol)) return {};
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  return { "server.address": url.hostname.replace(/^\[|\]$/g, ""), "server.port": port };
}
