/**
 * The value of an attribute, or the body of a log record.
 *
 * At most one member is set; a value with none is empty, which is what `null` becomes.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#anyvalue | AnyValue}
 */
export interface AnyValue {
  /** Text. */
  readonly stringValue?: string;
  /** A truth value. */
  readonly boolValue?: boolean;
  /** An integer of 64 bits, from -(2 ** 63) to 2 ** 63 - 1. */
  readonly intValue?: bigint;
  /** A floating-point number: `NaN`, the infinities and -0 too. */
  readonly doubleValue?: number;
  /** A list of values. */
  readonly arrayValue?: ArrayValue;
  /** A map from names to values. */
  readonly kvlistValue?: KeyValueList;
  /** Bytes. */
  readonly bytesValue?: Uint8Array;
}

/** A list of values, each of any kind. */
export interface ArrayValue {
  /** The values, in order. */
  readonly values: readonly AnyValue[];
}

/** A map from names to values, each of any kind. */
export interface KeyValueList {
  /** The entries; no two should have the same key. */
  readonly values: readonly KeyValue[];
}

/** A name with a value: an attribute, or an entry of a map. */
export interface KeyValue {
  /** The name. */
  readonly key: string;
  /** The value. */
  readonly value?: AnyValue;
}
