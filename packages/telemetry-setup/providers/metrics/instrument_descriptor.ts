import { diag, type MetricAdvice, type MetricOptions, ValueType } from "@opentelemetry/api";
import type { InstrumentType, MetricDescriptor } from "@opentelemetry/sdk-metrics";
import { guardMetricOptions } from "../guard/guard_metric_options.ts";
import type { Guard } from "../guard/guard.ts";

/** What an instrument says of itself, and a metric with it, in the form of npm's SDK. */
export interface InstrumentDescriptor extends MetricDescriptor {
  readonly type: InstrumentType;
  readonly advice: MetricAdvice;
}

/** What an instrument is asked for with. */
export interface InstrumentRequest {
  readonly type: InstrumentType;
  readonly options: MetricOptions | undefined;
}

const NAME = /^[a-z][a-z0-9_.\-/]{0,254}$/i;

/**
 * Describes an instrument. A name that is not allowed is used all the same, with a warning.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#instrument-name}
 */
export function describeInstrument(
  name: string,
  { type, options, guard }: InstrumentRequest & { readonly guard: Guard },
): InstrumentDescriptor {
  const text = guard.text(name);
  if (!NAME.test(text)) {
    diag.warn(
      `The name ${
        JSON.stringify(text)
      } of an instrument should begin with a letter, have letters, ` +
        "digits and _.-/ only, and 255 characters at most",
    );
  }
  const { description, unit, valueType, advice } = guardMetricOptions(options, guard);
  return {
    name: text,
    type,
    description: description ?? "",
    unit: unit ?? "",
    valueType: valueType ?? ValueType.DOUBLE,
    advice: advice ?? {},
  };
}

/** Whether two instruments are one: same name but for case, same type, unit and type of value. */
export function isSameInstrument(one: InstrumentDescriptor, other: InstrumentDescriptor): boolean {
  return one.name.toLowerCase() === other.name.toLowerCase() && one.type === other.type &&
    one.unit === other.unit && one.valueType === other.valueType;
}
