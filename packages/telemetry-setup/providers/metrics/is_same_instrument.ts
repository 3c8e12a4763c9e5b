import type { InstrumentDescriptor } from "./instrument_descriptor.ts";

/** Whether two instruments are one: same name but for case, same type, unit and type of value. */
export function isSameInstrument(one: InstrumentDescriptor, other: InstrumentDescriptor): boolean {
  return one.name.toLowerCase() === other.name.toLowerCase() && one.type === other.type &&
    one.unit === other.unit && one.valueType === other.valueType;
}
