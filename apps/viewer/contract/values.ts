/**
 * Forms that all answers share. What OTLP has a form for has the form of OTLP/JSON: attributes are
 * `KeyValue`, ids are hexadecimal digits, and points in time are nanoseconds since the epoch as
 * decimal text, as a number cannot hold them.
 */

/** A point in time: nanoseconds since the epoch, as decimal digits. */
export type UnixNano = string;

/** A value as OTLP/JSON has it: at most one of the fields is there; none is an empty value. */
export interface JsonValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number | "NaN" | "Infinity" | "-Infinity";
  readonly arrayValue?: { readonly values: readonly JsonValue[] };
  readonly kvlistValue?: { readonly values: readonly JsonAttribute[] };
  /** Base64. */
  readonly bytesValue?: string;
}

/** An attribute as OTLP/JSON has it. */
export interface JsonAttribute {
  readonly key: string;
  readonly value: JsonValue;
}

/** Who made something. */
export interface JsonResource {
  readonly attributes: readonly JsonAttribute[];
  readonly schemaUrl: string;
}

/** The library or part of a program that made something. */
export interface JsonScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: readonly JsonAttribute[];
  readonly schemaUrl: string;
}

/** A part of a list; the next one is asked for with `cursor`. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent where nothing follows. */
  readonly cursor?: string;
}

/** A stretch of time; an end that is absent is open. */
export interface TimeRange {
  readonly from?: UnixNano;
  readonly to?: UnixNano;
}

/**
 * A condition on an attribute of a span or log record, its resource or its scope. In a URL:
 * `attribute=key:value`, `attribute=!key:value`, `attribute=key` (it is there).
 */
export interface AttributeFilter {
  readonly key: string;
  /** Compared as text; absent: the attribute is there. */
  readonly value?: string;
  readonly negated: boolean;
}
