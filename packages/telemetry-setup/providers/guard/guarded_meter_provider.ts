// Hot path: add() and record() run once a measurement.
import {
  type Attributes,
  type Context,
  createNoopMeter,
  type Meter,
  type MetricOptions,
  type Observable,
} from "@opentelemetry/api";
import {
  ExemplarMeterProvider,
  type ExemplarMeterProviderOptions,
} from "../exemplars/exemplar_meter_provider.ts";
import { guardCallbacks } from "./guard_callbacks.ts";
import { guardMetricOptions } from "./guard_metric_options.ts";
import { guardScopeOptions } from "./guard_scope_options.ts";
import type { Guard } from "./guard.ts";

const SYNCHRONOUS = [
  "createCounter",
  "createUpDownCounter",
  "createHistogram",
  "createGauge",
] as const;
const ASYNCHRONOUS = [
  "createObservableCounter",
  "createObservableUpDownCounter",
  "createObservableGauge",
] as const;

type Measure = (value: number, attributes?: Attributes, context?: Context) => void;
type Instrument = { add?: Measure; record?: Measure };

/**
 * A provider whose meters and instruments take values of any kind in every place, and
 * never throw. A measurement that is no number is left out and counted.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "./guard.ts";
 *
 * let repaired = 0;
 * const guard = createGuard((count) => void (repaired += count));
 * const rolls = new GuardedMeterProvider({}, guard).getMeter("dice").createCounter("dice.rolls");
 * rolls.add(1, { result: 2n ** 64n });
 * assert.equal(repaired, 1);
 * ```
 */
export class GuardedMeterProvider extends ExemplarMeterProvider {
  readonly #guard: Guard;
  readonly #guarded = new WeakSet<Meter>();

  constructor(options: ExemplarMeterProviderOptions, guard: Guard) {
    super(options);
    this.#guard = guard;
  }

  override getMeter(
    ...[name, version, options]: Parameters<ExemplarMeterProvider["getMeter"]>
  ): Meter {
    // Readers that measure themselves ask for a meter before this object is complete.
    if (!(#guard in this)) return super.getMeter(name, version, options);
    const guard = this.#guard;
    const meter = super.getMeter(
      guard.text(name),
      guard.text(version),
      guardScopeOptions(options, guard),
    );
    // After the shutdown it is the API's, which is everybody's.
    if (meter !== createNoopMeter() && !this.#guarded.has(meter)) {
      this.#guarded.add(meter);
      guardMeter(meter, guard);
    }
    return meter;
  }
}

function guardMeter(meter: Meter, guard: Guard): void {
  for (const create of SYNCHRONOUS) {
    replaceCreate(meter, create, {
      guard,
      adapt(instrument: Instrument) {
        for (const name of ["add", "record"] as const) {
          const measure = instrument[name]?.bind(instrument);
          if (measure !== undefined) instrument[name] = guardMeasure(measure, guard);
        }
      },
    });
  }
  const callbacks = guardCallbacks(guard);
  for (const create of ASYNCHRONOUS) {
    replaceCreate(meter, create, {
      guard,
      adapt(instrument: Observable) {
        for (const name of ["addCallback", "removeCallback"] as const) {
          const original = instrument[name].bind(instrument);
          instrument[name] = (callback) =>
            typeof callback === "function"
              ? guard.attempt(() => original(callbacks.single(callback)), undefined)
              : guard.leaveOut();
        }
      },
    });
  }
  for (const name of ["addBatchObservableCallback", "removeBatchObservableCallback"] as const) {
    const original = meter[name].bind(meter);
    meter[name] = (callback, observables) =>
      typeof callback === "function" && Array.isArray(observables)
        ? guard.attempt(() => original(callbacks.batch(callback), observables), undefined)
        : guard.leaveOut();
  }
}

/** An instrument that the SDK cannot make measures nothing. */
function replaceCreate<I>(
  meter: Meter,
  create: (typeof SYNCHRONOUS | typeof ASYNCHRONOUS)[number],
  { guard, adapt }: { readonly guard: Guard; readonly adapt: (instrument: I) => void },
): void {
  const original = meter[create].bind(meter);
  const replacement = (name: string, options?: MetricOptions) =>
    guard.attempt(() => {
      const instrument = original(guard.text(name), guardMetricOptions(options, guard));
      adapt(instrument as I);
      return instrument;
    }, createNoopMeter()[create]("invalid"));
  Object.assign(meter, { [create]: replacement });
}

function guardMeasure(measure: Measure, guard: Guard): Measure {
  return (value, attributes, context) => {
    try {
      if (typeof value !== "number") guard.leaveOut();
      else measure(value, guard.attributes(attributes), guard.context(context));
    } catch {
      guard.leaveOut();
    }
  };
}
