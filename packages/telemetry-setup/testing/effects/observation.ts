import type { Signal } from "../../transports/transport.ts";

/** Text, numbers and so on, without the types of the protocol around them. */
export type Plain = string | boolean | number | undefined | readonly Plain[] | {
  readonly [key: string]: Plain;
};

/** Attributes by their key. */
export type PlainAttributes = Readonly<Record<string, Plain>>;

/** A request that arrived somewhere. */
export interface ObservedRequest {
  /** Which receiver: the name that stands for its address, such as `http`. */
  readonly at: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compressed: boolean;
  /** Whether it arrived while the application was still being held. */
  readonly early: boolean;
  /** `undefined` where it is not OTLP. */
  readonly signal: Signal | undefined;
  /** How many spans, metrics or log records it has. */
  readonly items: number;
}

/** A span that arrived, by OTLP. */
export interface ObservedSpan {
  readonly name: string;
  /** Name of the instrumentation scope. */
  readonly scope: string;
  readonly isServer: boolean;
  readonly attributes: PlainAttributes;
  readonly events: readonly PlainAttributes[];
  readonly links: readonly PlainAttributes[];
}

/** A metric that arrived, by OTLP. */
export interface ObservedMetric {
  readonly name: string;
  readonly kind: "gauge" | "sum" | "histogram" | "exponentialHistogram";
  /** 1 is delta, 2 is cumulative, 0 has none. */
  readonly temporality: number;
  /** The trace ids of its exemplars; empty for one that was measured outside of a trace. */
  readonly exemplars: readonly string[];
}

/** A log record that arrived, by OTLP. */
export interface ObservedLogRecord {
  /** Name of the instrumentation scope. */
  readonly scope: string;
  readonly eventName: string;
  readonly body: Plain;
  readonly attributes: PlainAttributes;
}

/** What can be seen of one run of an application, from outside of its process. */
export interface Observation {
  /** `undefined` while it runs. */
  readonly exitCode: number | undefined;
  /** Milliseconds from the first line on standard output to the end; 0 while it runs. */
  readonly endMillis: number;
  /** Without the application's line of what it understood. */
  readonly stdout: string;
  readonly stderr: string;
  /** Ways of propagation that it understood; `undefined` where it never came so far. */
  readonly extracted: readonly string[] | undefined;
  /** Names of the headers that it would send. */
  readonly injected: readonly string[] | undefined;
  readonly requests: readonly ObservedRequest[];
  readonly spans: readonly ObservedSpan[];
  readonly metrics: readonly ObservedMetric[];
  readonly logRecords: readonly ObservedLogRecord[];
  /** Of the first request that had one. */
  readonly resource: PlainAttributes;
  /** Entities of that resource, as type and keys. */
  readonly entities: readonly string[];
  /** What answered at `{port}` of which address, while the application was held. */
  readonly scraped: readonly string[];
}
