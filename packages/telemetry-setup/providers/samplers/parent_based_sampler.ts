// Hot path: runs once a span.
import { isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";
import { AlwaysOffSampler, AlwaysOnSampler, type Sampler } from "@opentelemetry/sdk-trace";

/** Whom {@linkcode createParentBasedSampler} asks for what kind of parent. */
export interface ParentBasedOptions {
  /** For a span without a parent. */
  readonly root: Sampler;
  /** @default always on */
  readonly remoteParentSampled?: Sampler;
  /** @default always off */
  readonly remoteParentNotSampled?: Sampler;
  /** @default always on */
  readonly localParentSampled?: Sampler;
  /** @default always off */
  readonly localParentNotSampled?: Sampler;
}

/**
 * Creates a sampler that decides as the parent was decided, or asks another one for each kind of
 * parent. It is the SDK's, but does not check again what the tracer has checked: whoever has the trace
 * of a parent has a valid parent.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#parentbased}
 *
 * @example
 * ```ts
 * import { AlwaysOnSampler } from "@opentelemetry/sdk-trace";
 * import assert from "node:assert/strict";
 * import { createParentBasedSampler } from "./parent_based_sampler.ts";
 *
 * const sampler = createParentBasedSampler({ root: new AlwaysOnSampler() });
 * assert.match(String(sampler), /^ParentBased\{root=AlwaysOnSampler, /);
 * ```
 */
export function createParentBasedSampler(options: ParentBasedOptions): Sampler {
  const {
    root,
    remoteParentSampled = new AlwaysOnSampler(),
    remoteParentNotSampled = new AlwaysOffSampler(),
    localParentSampled = new AlwaysOnSampler(),
    localParentNotSampled = new AlwaysOffSampler(),
  } = options;

  return {
    shouldSample(context, traceId, name, kind, attributes, links) {
      const parent = trace.getSpanContext(context);
      let sampler = root;
      if (parent !== undefined && (parent.traceId === traceId || isSpanContextValid(parent))) {
        const isSampled = (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
        if (parent.isRemote) sampler = isSampled ? remoteParentSampled : remoteParentNotSampled;
        else sampler = isSampled ? localParentSampled : localParentNotSampled;
      }
      return sampler.shouldSample(context, traceId, name, kind, attributes, links);
    },
    toString: () =>
      `ParentBased{root=${root}, remoteParentSampled=${remoteParentSampled}, ` +
      `remoteParentNotSampled=${remoteParentNotSampled}, ` +
      `localParentSampled=${localParentSampled}, localParentNotSampled=${localParentNotSampled}}`,
  };
}
