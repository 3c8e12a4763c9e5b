import type { Attributes } from "@opentelemetry/api";
import type { SamplerConfigModel } from "@opentelemetry/configuration";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import { findComponent } from "../config/find_component.ts";
import { createCompositeSampler } from "./samplers/composite_sampler.ts";
import { createComposableSampler } from "./samplers/create_composable_sampler.ts";
import { createJaegerRemoteSampler } from "./samplers/jaeger_remote_sampler.ts";
import { createParentBasedSampler } from "./samplers/parent_based_sampler.ts";
import type { RemoteOptions } from "./samplers/remote_options.ts";
import { createXraySampler } from "./samplers/xray_sampler.ts";

/** What a sampler needs of the process around it. Only those that ask a service use it. */
export interface CreateSamplerOptions extends RemoteOptions {
  /** Attributes of the resource, which rules of X-Ray may ask for. @default none */
  readonly resourceAttributes?: Attributes;
}

const KNOWN = [
  "always_off",
  "always_on",
  "composite/development",
  "jaeger_remote/development",
  "parent_based",
  "probability/development",
  "trace_id_ratio_based",
  "xray",
] as const;

/** With `xray`, which is not in the model's schema: it is for whoever extends it. */
interface SamplerModel extends SamplerConfigModel {
  readonly xray?: {
    /** @default "http://127.0.0.1:2000" */
    readonly endpoint?: string | null;
    /** Milliseconds. @default 300000 */
    readonly interval?: number | null;
  } | null;
}

/**
 * The sampler that the configuration asks for; without a model, what the parent says, and
 * everything where there is no parent. `xray` respects a parent of its own accord.
 *
 * @throws {TypeError} If a sampler in the model is unknown, or not exactly one is named.
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#sampler}
 *
 * @example A tenth of all traces
 * ```ts
 * import { createDiagnostics } from "../diagnostics/diagnostics.ts";
 * import { createSampler } from "./create_sampler.ts";
 * import assert from "node:assert/strict";
 *
 * const sampler = createSampler({ trace_id_ratio_based: { ratio: 0.1 } }, {
 *   serviceName: "dice",
 *   diagnostics: createDiagnostics({ level: "none" }),
 *   stopped: new AbortController().signal,
 * });
 * assert.equal(String(sampler), "TraceIdRatioBased{0.1}");
 * ```
 */
export function createSampler(
  model: SamplerConfigModel | null | undefined,
  options: CreateSamplerOptions,
): Sampler {
  if (model === undefined || model === null) {
    return createParentBasedSampler({ root: new AlwaysOnSampler() });
  }
  const sampler = findComponent<SamplerModel, typeof KNOWN[number]>(model, KNOWN, "sampler");
  switch (sampler.name) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "trace_id_ratio_based":
      return new TraceIdRatioBasedSampler(sampler.options.ratio ?? 1);
    case "probability/development": {
      const probability = { ratio: sampler.options.ratio ?? 1 };
      return createCompositeSampler(createComposableSampler({ probability }));
    }
    case "composite/development":
      return createCompositeSampler(createComposableSampler(sampler.options));
    case "parent_based":
      return createParentBased(sampler.options, options);
    case "jaeger_remote/development":
      return createJaegerRemote(sampler.options, options);
    case "xray": {
      const { endpoint, interval } = sampler.options;
      const root = createXraySampler({
        ...options,
        ...(isGiven(endpoint) ? { endpoint } : {}),
        ...(isGiven(interval) ? { intervalMillis: interval } : {}),
      });
      return createParentBasedSampler({ root });
    }
  }
}

function createParentBased(
  model: NonNullable<SamplerConfigModel["parent_based"]>,
  options: CreateSamplerOptions,
): Sampler {
  const create = (delegate: SamplerConfigModel | null | undefined, byDefault: Sampler) =>
    isGiven(delegate) ? createSampler(delegate, options) : byDefault;
  const on = new AlwaysOnSampler();
  const off = new AlwaysOffSampler();
  return createParentBasedSampler({
    root: create(model.root, on),
    remoteParentSampled: create(model.remote_parent_sampled, on),
    remoteParentNotSampled: create(model.remote_parent_not_sampled, off),
    localParentSampled: create(model.local_parent_sampled, on),
    localParentNotSampled: create(model.local_parent_not_sampled, off),
  });
}

function createJaegerRemote(
  model: SamplerConfigModel["jaeger_remote/development"],
  options: CreateSamplerOptions,
): Sampler {
  if (!isGiven(model?.endpoint)) {
    throw new TypeError("Cannot create the sampler jaeger_remote/development: it has no endpoint");
  }
  return createJaegerRemoteSampler({
    ...options,
    endpoint: model.endpoint,
    ...(isGiven(model.interval) ? { intervalMillis: model.interval } : {}),
    initial: createSampler(model.initial_sampler, options),
  });
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
