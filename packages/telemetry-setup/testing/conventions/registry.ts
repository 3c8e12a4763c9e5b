import conventions from "./conventions.json" with { type: "json" };
import own from "./own_names.json" with { type: "json" };

/** Where an attribute stands. */
export type Place = "resource" | "span" | "metric" | "log";

/** An attribute that may be sent. */
export interface RegisteredAttribute {
  /** `string`, `int`, `double`, `boolean`, `string[]`, `template of string[]` or `template of any`. */
  readonly type: string;
  /** @default everywhere */
  readonly where?: readonly Place[];
}

/** A metric that may be sent. */
export interface RegisteredMetric {
  readonly instrument: "counter" | "updowncounter" | "gauge" | "histogram";
  readonly unit: string;
  /** @default either */
  readonly value?: "int" | "double";
  /** All that its points may have. */
  readonly attributes: readonly string[];
}

/** Names of attributes and metrics. */
export interface Registry {
  readonly attributes: Readonly<Record<string, RegisteredAttribute>>;
  readonly metrics: Readonly<Record<string, RegisteredMetric>>;
}

/** All that is sent: names of the semantic conventions, and our own. */
export const REGISTRY: Registry = {
  attributes: { ...conventions.attributes, ...own.attributes as Registry["attributes"] },
  metrics: { ...conventions.metrics, ...own.metrics } as Registry["metrics"],
};
