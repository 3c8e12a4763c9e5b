import type { TextMapPropagator } from "@opentelemetry/api";
import type { PropagatorConfigModel } from "@opentelemetry/configuration";
import { CompositePropagator } from "@opentelemetry/core";
import { createBaggagePropagator } from "./propagators/baggage.ts";
import { createB3Propagator } from "./propagators/b3.ts";
import { createJaegerPropagator } from "./propagators/jaeger.ts";
import { createOttracePropagator } from "./propagators/ottrace.ts";
import { createTraceContextPropagator } from "./propagators/trace_context.ts";
import { createXrayPropagator } from "./propagators/xray.ts";

type Create = () => TextMapPropagator | undefined;

const PROPAGATORS: ReadonlyMap<string, Create> = new Map<string, Create>([
  ["tracecontext", createTraceContextPropagator],
  ["baggage", createBaggagePropagator],
  ["b3", () => createB3Propagator("single")],
  ["b3multi", () => createB3Propagator("multi")],
  ["jaeger", createJaegerPropagator],
  ["xray", createXrayPropagator],
  ["ottrace", createOttracePropagator],
  ["none", () => undefined],
]);

/**
 * The propagators that the configuration asks for, as one: those of `composite`, then those of
 * `composite_list`, each once, in their order. What a later one reads from a request wins over what
 * an earlier one read. `none` and an empty list carry nothing.
 *
 * @throws {TypeError} If a name is unknown.
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/api-propagators/}
 *
 * @example Trace context for everybody, and B3 for the services that know nothing else
 * ```ts
 * import { createPropagator } from "./create_propagator.ts";
 * import assert from "node:assert/strict";
 *
 * const propagator = createPropagator({ composite_list: "tracecontext,b3" });
 * assert.deepEqual(propagator.fields(), ["traceparent", "tracestate", "b3"]);
 * ```
 */
export function createPropagator(config: PropagatorConfigModel | undefined): TextMapPropagator {
  const names = new Set([
    ...(config?.composite ?? []).flatMap((propagator) => Object.keys(propagator)),
    ...(config?.composite_list ?? "").split(",").map((name) => name.trim()).filter(Boolean),
  ]);
  return new CompositePropagator({
    propagators: [...names].flatMap((name) => {
      const create = PROPAGATORS.get(name);
      if (create === undefined) {
        const known = [...PROPAGATORS.keys()].join(", ");
        throw new TypeError(`Cannot create the propagator ${name}: known are ${known}`);
      }
      return create() ?? [];
    }),
  });
}
