import assert from "node:assert/strict";
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { ParentBasedSampler, type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { createParentBasedSampler } from "./parent_based_sampler.ts";

function named(name: string): Sampler {
  return {
    shouldSample: () => ({
      decision: SamplingDecision.RECORD_AND_SAMPLED,
      attributes: { name },
    }),
    toString: () => name,
  };
}

const ALL = {
  root: named("root"),
  remoteParentSampled: named("remote, sampled"),
  remoteParentNotSampled: named("remote, not sampled"),
  localParentSampled: named("local, sampled"),
  localParentNotSampled: named("local, not sampled"),
};
const TRACE_IDS = ["0af7651916cd43dd8448eb211c80319c", "0".repeat(32), "none"];
const SPAN_IDS = ["b7ad6b7169203331", "0".repeat(16)];
const NEW_TRACE_ID = "1".repeat(32);

Deno.test("createParentBasedSampler() asks whom the SDK's asks, for each kind of parent", () => {
  for (const options of [ALL, { root: ALL.root }]) {
    const ours = createParentBasedSampler(options);
    const theirs = new ParentBasedSampler(options);
    assert.equal(String(ours), String(theirs));
    for (const traceId of TRACE_IDS) {
      for (const spanId of SPAN_IDS) {
        for (let flags = 0; flags < 8; flags++) {
          const isRemote = flags > 3;
          const parent = { traceId, spanId, traceFlags: flags & 3, isRemote };
          const context = trace.setSpanContext(ROOT_CONTEXT, parent);
          const isValid = traceId === TRACE_IDS[0] && spanId === SPAN_IDS[0];
          for (const id of isValid ? [traceId, NEW_TRACE_ID] : [NEW_TRACE_ID]) {
            const args = [context, id, "a", 0, {}, []] as Parameters<Sampler["shouldSample"]>;
            assert.deepEqual(ours.shouldSample(...args), theirs.shouldSample(...args));
          }
        }
      }
    }
    const args = [ROOT_CONTEXT, NEW_TRACE_ID, "a", 0, {}, []] as Parameters<
      Sampler["shouldSample"]
    >;
    assert.deepEqual(ours.shouldSample(...args), theirs.shouldSample(...args));
  }
});
