import type { KeyValue } from "./any_value.ts";

/**
 * Which part of a program made the records: mostly the name of a library.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/instrumentation-scope/ | Instrumentation scope}
 */
export interface InstrumentationScope {
  /** The name, empty where unknown. */
  readonly name: string;
  /** The version, empty where unknown. */
  readonly version: string;
  /** What else is known about the scope. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
}
