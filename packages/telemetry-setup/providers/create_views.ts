import type { ConfigurationModel, ViewConfigModel } from "@opentelemetry/configuration";
import {
  type AggregationOption,
  AggregationType,
  InstrumentType,
  type ViewOptions,
} from "@opentelemetry/sdk-metrics";
import { createWildcardMatcher } from "../config/wildcard_matcher.ts";
import { DEFAULT_BOUNDARIES } from "./metrics/aggregations/default_boundaries.ts";
import { AttributeKeysFilter } from "./metrics/attributes/attribute_keys_filter.ts";

type Selector = ViewConfigModel["selector"];
type Stream = ViewConfigModel["stream"];

const INSTRUMENT_TYPES: Readonly<
  Record<NonNullable<Selector["instrument_type"]>, InstrumentType>
> = {
  counter: InstrumentType.COUNTER,
  gauge: InstrumentType.GAUGE,
  histogram: InstrumentType.HISTOGRAM,
  observable_counter: InstrumentType.OBSERVABLE_COUNTER,
  observable_gauge: InstrumentType.OBSERVABLE_GAUGE,
  observable_up_down_counter: InstrumentType.OBSERVABLE_UP_DOWN_COUNTER,
  up_down_counter: InstrumentType.UP_DOWN_COUNTER,
};

/**
 * The views of the configuration, for the meter provider.
 *
 * @throws {TypeError} If a view gives one name to what may be several instruments.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#view}
 *
 * @example Only the route and the status of each request are counted
 * ```ts
 * import { createViews } from "./create_views.ts";
 * import assert from "node:assert/strict";
 *
 * const [view] = createViews({
 *   meter_provider: {
 *     readers: [],
 *     views: [{
 *       selector: { instrument_name: "http.server.request.duration" },
 *       stream: { attribute_keys: { included: ["http.r*"] } },
 *     }],
 *   },
 * });
 * const attributes = { "http.route": "/", "http.response.status_code": 200, "url.scheme": "http" };
 * assert.deepEqual(view?.attributesProcessors?.[0]?.process(attributes), {
 *   "http.route": "/",
 *   "http.response.status_code": 200,
 * });
 * ```
 */
export function createViews(config: ConfigurationModel): ViewOptions[] {
  return (config.meter_provider?.views ?? []).map(({ selector, stream }) => {
    const name = selector.instrument_name ?? "*";
    if (isGiven(stream.name) && /[*?]/.test(name)) {
      throw new TypeError(
        `Cannot create the view ${stream.name}: its selector may match several instruments, ` +
          "name one in instrument_name",
      );
    }
    return { instrumentName: name, ...selectOthers(selector), ...toStream(stream) };
  });
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function selectOthers(selector: Selector): Partial<ViewOptions> {
  const { instrument_type: type, unit, meter_name, meter_version, meter_schema_url } = selector;
  return {
    ...(isGiven(type) ? { instrumentType: INSTRUMENT_TYPES[type] } : {}),
    ...(isGiven(unit) ? { instrumentUnit: unit } : {}),
    ...(isGiven(meter_name) ? { meterName: meter_name } : {}),
    ...(isGiven(meter_version) ? { meterVersion: meter_version } : {}),
    ...(isGiven(meter_schema_url) ? { meterSchemaUrl: meter_schema_url } : {}),
  };
}

function toStream(stream: Stream): Partial<ViewOptions> {
  const { name, description, aggregation, aggregation_cardinality_limit: limit } = stream;
  const option = toAggregation(aggregation);
  return {
    ...(isGiven(name) ? { name } : {}),
    ...(isGiven(description) ? { description } : {}),
    ...(option === undefined ? {} : { aggregation: option }),
    ...(isGiven(limit) ? { aggregationCardinalityLimit: limit } : {}),
    ...(isGiven(stream.attribute_keys)
      ? {
        attributesProcessors: [
          new AttributeKeysFilter(createWildcardMatcher(stream.attribute_keys)),
        ],
      }
      : {}),
  };
}

/** A named aggregation may be null in the model; it is the one with its name then. */
function toAggregation(model: Stream["aggregation"]): AggregationOption | undefined {
  if (!isGiven(model)) return undefined;
  const { explicit_bucket_histogram: explicit, base2_exponential_bucket_histogram: base2 } = model;
  if (model.drop !== undefined) return { type: AggregationType.DROP };
  if (model.sum !== undefined) return { type: AggregationType.SUM };
  if (model.last_value !== undefined) return { type: AggregationType.LAST_VALUE };
  if (explicit !== undefined) {
    return {
      type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
      options: {
        boundaries: [...explicit?.boundaries ?? DEFAULT_BOUNDARIES],
        recordMinMax: explicit?.record_min_max ?? true,
      },
    };
  }
  if (base2 !== undefined) {
    return {
      type: AggregationType.EXPONENTIAL_HISTOGRAM,
      options: {
        maxSize: base2?.max_size ?? 160,
        recordMinMax: base2?.record_min_max ?? true,
        // Npm's SDK has no such option.
        ...isGiven(base2?.max_scale) ? { maxScale: base2.max_scale } : {},
      },
    };
  }
  return undefined;
}
