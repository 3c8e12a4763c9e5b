import type { TextMapPropagator } from "@opentelemetry/api";
import type { PropagatorConfigModel } from "@opentelemetry/configuration";
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";

const PROPAGATORS: Readonly<Record<string, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};

/**
 * The propagator that the configuration asks for. An empty list carries nothing.
 *
 * @throws {TypeError} If a name is unknown; the configuration stage has dropped those.
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/api-propagators/}
 */
export function createPropagator(config: PropagatorConfigModel | undefined): TextMapPropagator {
  const names = (config?.composite ?? []).flatMap((propagator) => Object.keys(propagator));
  return new CompositePropagator({
    propagators: names.map((name) => {
      const create = PROPAGATORS[name];
      if (create === undefined) {
        const known = Object.keys(PROPAGATORS).join(", ");
        throw new TypeError(`Cannot create the propagator ${name}: known are ${known}`);
      }
      return create();
    }),
  });
}
