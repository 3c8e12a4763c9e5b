import type { InstrumentationScope } from "@opentelemetry/core";
import type {
  AggregationOption,
  IAttributesProcessor,
  ViewOptions,
} from "@opentelemetry/sdk-metrics";
import { wildcardToRegExp } from "../../../config/wildcard_to_regexp.ts";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";

/** Changes the streams of the instruments that it selects. */
export interface View {
  selects(instrument: InstrumentDescriptor, scope: InstrumentationScope): boolean;
  /** @default that of the instrument */
  readonly name?: string | undefined;
  /** @default that of the instrument */
  readonly description?: string | undefined;
  /** @default what the reader says */
  readonly aggregation?: AggregationOption | undefined;
  /** @default what the reader says */
  readonly cardinalityLimit?: number | undefined;
  /** Each takes what the one before has left. */
  readonly processors: readonly IAttributesProcessor[];
}

/**
 * Makes a view of the options of npm's SDK. In `instrumentName`, `*` stands for any number of
 * characters and `?` for one; all other criteria are compared as they are.
 *
 * @throws {TypeError} If it selects nothing in particular, or gives one name to what may be several
 * instruments.
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#view}
 *
 * @example
 * ```ts
 * import { createView } from "./view.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(createView({ instrumentName: "http.*", description: "HTTP" }).description, "HTTP");
 * assert.throws(() => createView({ description: "nothing in particular" }), TypeError);
 * ```
 */
export function createView(options: ViewOptions): View {
  const { instrumentName: name, instrumentType, instrumentUnit } = options;
  const { meterName, meterVersion, meterSchemaUrl } = options;
  const criteria = [instrumentType, instrumentUnit, meterName, meterVersion, meterSchemaUrl];
  if (isAbsent(name) && criteria.every(isAbsent)) {
    throw new TypeError("Cannot create a view: it selects nothing in particular");
  }
  if (!isAbsent(options.name) && (isAbsent(name) || /[*?]/.test(name))) {
    throw new TypeError(
      `Cannot create the view ${options.name}: its selector may match several instruments, ` +
        "name one in instrumentName",
    );
  }
  const pattern = new RegExp(`^(?:${wildcardToRegExp(name ?? "*")})$`, "su");
  return {
    selects: (instrument, scope) =>
      pattern.test(instrument.name) &&
      matches(instrumentType, instrument.type) && matches(instrumentUnit, instrument.unit) &&
      matches(meterName, scope.name) && matches(meterVersion, scope.version) &&
      matches(meterSchemaUrl, scope.schemaUrl),
    name: options.name ?? undefined,
    description: options.description ?? undefined,
    aggregation: options.aggregation,
    cardinalityLimit: options.aggregationCardinalityLimit,
    processors: options.attributesProcessors ?? [],
  };
}

function matches(criterion: string | undefined, value: string | undefined): boolean {
  return isAbsent(criterion) || criterion === value;
}

function isAbsent<T>(value: T | null | undefined): value is null | undefined {
  return value === undefined || value === null;
}
