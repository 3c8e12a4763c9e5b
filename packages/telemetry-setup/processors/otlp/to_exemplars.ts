// Hot path: runs for every exported data point.
import type { DataPoint } from "@opentelemetry/sdk-metrics";
import type { Encodable, NumberDataPoint } from "@otel-deno/otlp";
import { exemplarsOf } from "../exemplar.ts";
import type { Repairs } from "./values/repairs.ts";
import { toSpanId, toTraceId } from "./values/to_id.ts";
import { toKeyValues } from "./values/to_key_values.ts";
import { toNumber } from "./values/to_number.ts";
import { toUnixNano } from "./values/to_unix_nano.ts";

type EncodableExemplars = NonNullable<Encodable<NumberDataPoint>["exemplars"]>;

/** Turns the exemplars of a data point, which has none where the SDK's own provider made it. */
export function toExemplars(
  point: DataPoint<unknown>,
  { isInteger, repairs }: { readonly isInteger: boolean; readonly repairs: Repairs },
): EncodableExemplars {
  return exemplarsOf(point).map(({ value, time, filteredAttributes, traceId, spanId }) => ({
    timeUnixNano: toUnixNano(time, repairs),
    ...toNumber(value, isInteger),
    spanId: toSpanId(spanId, repairs),
    traceId: toTraceId(traceId, repairs),
    filteredAttributes: toKeyValues(filteredAttributes, repairs),
  }));
}
