import { diag, ValueType } from "@opentelemetry/api";
import { guardMetricOptions } from "../guard/guard_metric_options.ts";
import type { Guard } from "../guard/guard.ts";
import type { InstrumentDescriptor, InstrumentRequest } from "./instrument_descriptor.ts";

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
