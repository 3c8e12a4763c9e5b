import { type MeterProvider, type MetricOptions, ValueType } from "@opentelemetry/api";

/** The methods that make what counts. */
const COUNTERS: ReadonlySet<string | symbol> = new Set(["createCounter", "createUpDownCounter"]);

/**
 * Has the SDK count in integers what it measures of itself, as the semantic conventions ask: its
 * instruments name no type of value, which makes them doubles. Only the SDK gets this provider.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/}
 */
export function countInIntegers(provider: MeterProvider): MeterProvider {
  return {
    getMeter: (...args) =>
      new Proxy(provider.getMeter(...args), {
        get(meter, name) {
          const value: unknown = Reflect.get(meter, name);
          if (typeof value !== "function") return value;
          if (!COUNTERS.has(name)) return value.bind(meter);
          return (instrument: string, options?: MetricOptions) =>
            value.call(meter, instrument, { valueType: ValueType.INT, ...options });
        },
      }),
  };
}
