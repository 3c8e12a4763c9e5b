import { decodeMetrics } from "@otel-deno/otlp";

/** A data point of `start_counter.ts`. */
export interface CountedPoint {
  /** Such as `m3`. */
  readonly run: string;
  readonly number: number;
  readonly value: number;
}

/** The data points in a request of OTLP in protobuf that have an id as an attribute. */
export function readPoints(payload: Uint8Array): readonly CountedPoint[] {
  return decodeMetrics(payload, "protobuf").resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ sum }) => sum?.dataPoints ?? [])
    .flatMap(({ attributes, asInt, asDouble }) => {
      const id = attributes.find(({ key }) => key === "id")?.value?.stringValue ?? "";
      const [, run, number] = /^id:(\w+)\.(\d+);$/.exec(id) ?? [];
      if (run === undefined) return [];
      return [{ run, number: Number(number), value: Number(asInt ?? asDouble) }];
    });
}
