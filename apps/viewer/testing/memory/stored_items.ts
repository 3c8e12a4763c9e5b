import type {
  JsonAttribute,
  JsonExemplar,
  JsonLogRecord,
  JsonResource,
  JsonScope,
  JsonSpan,
  MetricKind,
} from "../../contract/mod.ts";

/** Who made something. */
export interface Origin {
  readonly resource: JsonResource;
  readonly scope: JsonScope;
  readonly service: string;
  readonly run: string;
}

/** A span with all that it was sent with. */
export interface StoredSpan extends Origin {
  readonly traceId: string;
  readonly span: Omit<JsonSpan, "resource" | "scope">;
  /** One line of an export that holds this alone. */
  readonly line: string;
}

/** A log record with all that it was sent with. */
export interface StoredLog extends Origin {
  readonly log: JsonLogRecord;
  /** One line of an export that holds this alone. */
  readonly line: string;
}

/** A data point as it was sent: sums and histograms of which cumulative ones still grow. */
export interface StoredPoint {
  readonly timeUnixNano: string;
  readonly attributes: readonly JsonAttribute[];
  readonly value?: number;
  readonly count?: number;
  readonly sum?: number;
  /** Upper bounds, the last of which is infinite, and what each bucket holds. */
  readonly bounds?: readonly number[];
  readonly counts?: readonly number[];
  readonly exemplars: readonly JsonExemplar[];
}

/** The points of a metric, of one export. */
export interface StoredMetric extends Origin {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly monotonic: boolean;
  readonly temporality: "cumulative" | "delta" | "unspecified";
  readonly points: readonly StoredPoint[];
  /** One line of an export that holds this alone. */
  readonly line: string;
}
