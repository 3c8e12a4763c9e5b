import { encodeTraces, type KeyValue, type Metric } from "@otel-deno/otlp";
import type { SqlConnection } from "../database/sql_connection.ts";
import { hashText } from "../index/hash_text.ts";
import type { KindOfPoints } from "../write/points_of_metric.ts";
import { MAX_DEPTH } from "./source_dictionary.ts";

const MAX_KNOWN = 20_000;

/** What points have in common besides their attributes. */
export interface MetricOrigin {
  readonly metric: Metric;
  readonly points: KindOfPoints;
  readonly source: number;
}

/** Numbers metrics and their series. */
export class SeriesDictionary {
  readonly #connection: SqlConnection;
  readonly #known = new Map<string, { readonly id: number; block: number }>();

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  /** Returns the number of a metric. */
  metricOf({ metric, points }: MetricOrigin): number {
    const connection = this.#connection;
    const values = [
      metric.name,
      metric.description,
      metric.unit,
      points.field,
      +points.isMonotonic,
      points.temporality,
      attributesToBytes(metric.metadata),
    ] as const;
    const row = connection.get<{ id: number }>(
      `SELECT id FROM metrics WHERE name = ? AND description = ? AND unit = ? AND kind = ?
        AND monotonic = ? AND temporality = ? AND metadata = ?`,
      ...values,
    );
    return row?.id ?? connection.run(
      `INSERT INTO metrics (name, description, unit, kind, monotonic, temporality, metadata)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...values,
    );
  }

  /** Returns the number of the series of a metric's points with the same attributes. */
  seriesOf(
    metric: number,
    attributes: readonly KeyValue[],
    { source, block }: { readonly source: number; readonly block: number },
  ): number {
    const data = attributesToBytes(attributes);
    const key = `${metric},${source},${data.toHex()}`;
    const known = this.#known.get(key) ?? this.#load(key, { metric, source, data, block });
    if (known.block < block) {
      this.#connection.run("UPDATE series SET block = ? WHERE id = ?", block, known.id);
      known.block = block;
    }
    return known.id;
  }

  #load(
    key: string,
    { metric, source, data, block }: {
      readonly metric: number;
      readonly source: number;
      readonly data: Uint8Array;
      readonly block: number;
    },
  ): { readonly id: number; block: number } {
    const hash = hashText(key);
    let row = this.#connection.get<{ id: number; block: number }>(
      `SELECT id, block FROM series WHERE hash = ? AND metric = ? AND source = ?
        AND attributes = ?`,
      hash,
      metric,
      source,
      data,
    );
    row ??= {
      id: this.#connection.run(
        "INSERT INTO series (metric, source, hash, attributes, block) VALUES (?, ?, ?, ?, ?)",
        metric,
        source,
        hash,
        data,
        block,
      ),
      block,
    };
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    const known = { ...row };
    this.#known.set(key, known);
    return known;
  }
}

/** Encodes attributes as those of a scope: `bytesToAttributes` decodes them. */
function attributesToBytes(attributes: readonly KeyValue[]): Uint8Array<ArrayBuffer> {
  return encodeTraces(
    { resourceSpans: [{ scopeSpans: [{ scope: { attributes } }] }] },
    "protobuf",
    { maxDepth: MAX_DEPTH },
  );
}
