import { type Context, ROOT_CONTEXT, type TextMapPropagator } from "@opentelemetry/api";
import type { ReadEnv } from "../../config/read_env.ts";

/** Trace context in environment variables, in and out. */
export interface EnvironmentCarrier {
  /** What whoever started this process handed over. */
  readonly root: Context;
  /** The variables that it was read from, as they were. */
  readonly inherited: Readonly<Record<string, string>>;
  /**
   * The variables that a child process of a context is to have. One that it would inherit and is not
   * to have is empty.
   */
  variablesOf(context: Context): Readonly<Record<string, string>>;
}

/**
 * Reads the variables of the propagator's fields, once: `TRACEPARENT`, `TRACESTATE` and `BAGGAGE` by
 * default. A variable that may not be read is not there.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/env-carriers/}
 *
 * @example
 * ```ts
 * import { trace } from "@opentelemetry/api";
 * import { createEnvironmentCarrier } from "./environment_carrier.ts";
 * import { createTraceContextPropagator } from "./trace_context.ts";
 * import assert from "node:assert/strict";
 *
 * const env = { TRACEPARENT: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
 * const readEnv = (name: string) => new Map(Object.entries(env)).get(name);
 * const carrier = createEnvironmentCarrier(createTraceContextPropagator(), readEnv);
 * assert.equal(trace.getSpanContext(carrier.root)?.spanId, "b7ad6b7169203331");
 * assert.deepEqual(carrier.variablesOf(carrier.root), env);
 * ```
 */
export function createEnvironmentCarrier(
  propagator: TextMapPropagator,
  readEnv: ReadEnv,
): EnvironmentCarrier {
  const inherited: Record<string, string> = {};
  for (const name of propagator.fields().map(toVariableName)) {
    const value = attempt(() => readEnv(name));
    if (value !== undefined) inherited[name] = value;
  }
  const root = propagator.extract(ROOT_CONTEXT, inherited, {
    get: (variables, key) => variables[toVariableName(key)],
    keys: (variables) => Object.keys(variables),
  });
  const unset = Object.fromEntries(Object.keys(inherited).map((name) => [name, ""]));
  return {
    root,
    inherited,
    variablesOf(context) {
      const variables: Record<string, string> = { ...unset };
      propagator.inject(context, variables, {
        set: (carrier, key, value) => void (carrier[toVariableName(key)] = value),
      });
      return variables;
    },
  };
}

function toVariableName(key: string): string {
  const name = key.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/[^A-Z0-9_]/g, "_");
  return name === "" || /^\d/.test(name) ? `_${name}` : name;
}

/** A variable that is not text counts as not set. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
