import type { InstrumentationScope } from "@opentelemetry/core";
import { AggregationType, type IMetricReader } from "@opentelemetry/sdk-metrics";
import { chooseAggregation } from "../aggregations/choose_aggregation.ts";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";
import type { MetricsSettings } from "../metrics_settings.ts";
import type { StreamOptions } from "./stream.ts";
import type { View } from "./view.ts";

/** A stream that an instrument is to have. */
export interface PlannedStream {
  readonly reader: IMetricReader;
  readonly options: StreamOptions;
  /** Whether a view has put its own description in place of the instrument's. */
  readonly isDescribed: boolean;
}

/** That of the specification, where neither a view nor the reader says another one. */
const DEFAULT_CARDINALITY_LIMIT = 2000;

/**
 * The streams of an instrument: for each reader one by each view that selects the instrument, or, if
 * none does, one as the reader says. What a view leaves open is as the reader says, too.
 *
 * @throws {TypeError} If a view or reader asks for an aggregation that there is not.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#measurement-processing}
 */
export function planStreams(
  descriptor: InstrumentDescriptor,
  scope: InstrumentationScope,
  { readers, views, now }: Pick<MetricsSettings, "readers" | "views" | "now">,
): readonly PlannedStream[] {
  const selected = views.filter((view) => view.selects(descriptor, scope));
  const startTime = now();
  return readers.flatMap((reader) =>
    (selected.length > 0 ? selected : [undefined]).flatMap((view) => {
      const options = planStream(descriptor, { reader, view });
      return options === undefined ? [] : [{
        reader,
        options: { ...options, startTime },
        isDescribed: view?.description !== undefined,
      }];
    })
  );
}

function planStream(descriptor: InstrumentDescriptor, { reader, view }: {
  readonly reader: IMetricReader;
  readonly view: View | undefined;
}): Omit<StreamOptions, "startTime"> | undefined {
  const { type } = descriptor;
  const isChosen = view?.aggregation !== undefined &&
    view.aggregation.type !== AggregationType.DEFAULT;
  const aggregation = chooseAggregation(
    isChosen ? view.aggregation : reader.selectAggregation(type),
    descriptor,
  );
  if (aggregation === undefined) return undefined;
  return {
    descriptor: {
      ...descriptor,
      name: view?.name ?? descriptor.name,
      description: view?.description ?? descriptor.description,
    },
    aggregation,
    temporality: reader.selectAggregationTemporality(type),
    cardinalityLimit: view?.cardinalityLimit ??
      // Readers that were written before there was such a method have none.
      (reader as Partial<IMetricReader>).selectCardinalityLimit?.(type) ??
      DEFAULT_CARDINALITY_LIMIT,
    processors: view?.processors ?? [],
  };
}
