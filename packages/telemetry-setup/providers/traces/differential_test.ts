import assert from "node:assert/strict";
import { createTraceState, TraceFlags, type TracerProvider } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  type IdGenerator,
  type ReadableSpan,
  type Sampler,
  type SpanProcessor,
  TracerProvider as SdkTracerProvider,
  type TracerProviderOptions,
} from "@opentelemetry/sdk-trace";
import { decodeTraces, type KeyValue, type Span } from "@otel-deno/otlp";
import { seededRandom } from "../../testing/faults/seeded_random.ts";
import { createOtlpEncoder } from "../../processors/otlp/otlp_encoder.ts";
import { createGuard } from "../guard/guard.ts";
import { RANDOM_TRACE_ID } from "../propagators/random_trace_id.ts";
import { RecordingTracerProvider } from "./recording_tracer_provider.ts";
import { callDirectly, callGuarded } from "./testdata/callers.ts";
import { type Caller, driveTracer, type StoppedClock } from "./testdata/drive_tracer.ts";
import { pick, type Random } from "./testdata/random_values.ts";

const CASES = 3000;
const resource = resourceFromAttributes({ "service.name": "dice" });

/**
 * Where ours differs from the SDK on purpose, beside what the guard repairs, each by its name; all
 * that is compared is brought to one form here.
 */
const DIFFERENCES = {
  /** The SDK drops the flag of a parent whose trace has a random id. */
  flagOfRandomTraceIds: (span: Span) => ({ ...span, flags: span.flags & ~RANDOM_TRACE_ID }),
  /** The SDK starts at whole milliseconds, and reckons the rest from there: to 10 µs. */
  precisionOfTimes: (span: Span) => ({
    ...span,
    startTimeUnixNano: roundNanos(span.startTimeUnixNano),
    endTimeUnixNano: roundNanos(span.endTimeUnixNano),
    events: span.events.map((event) => ({
      ...event,
      timeUnixNano: roundNanos(event.timeUnixNano),
      attributes: sortByKey(event.attributes),
    })),
  }),
  /** Objects have keys that are integers first, lists have them in the order in which they were set. */
  orderOfAttributes: (span: Span) => ({
    ...span,
    attributes: sortByKey(span.attributes),
    links: span.links.map((link) => ({ ...link, attributes: sortByKey(link.attributes) })),
  }),
} as const;

interface Recorded {
  readonly spans: readonly ReadableSpan[];
  readonly calls: readonly string[];
}

/** Runs one case with a provider; all that it does follows from the seed. */
function record(
  seed: number,
  { create, caller }: {
    readonly create: (options: TracerProviderOptions) => TracerProvider;
    readonly caller: (provider: TracerProvider) => Caller;
  },
): Recorded {
  const spans: ReadableSpan[] = [];
  const calls: string[] = [];
  const random = seededRandom(seed);
  const clock: StoppedClock = { epochMillis: 1_790_000_000_000 };
  const options: TracerProviderOptions = {
    resource,
    idGenerator: countIds(),
    sampler: pick([undefined, bySeed(seed)], random)!,
    spanProcessors: [recordTo(spans, { calls, changes: seed % 5 === 0 })],
    ...pick([true, false], random) && { spanLimits: randomLimits(random) },
  };
  if (options.sampler === undefined) delete options.sampler;
  withClock(clock, () => driveTracer(caller(create(options)), random, clock));
  return { spans, calls };
}

function randomLimits(random: Random) {
  const count = () => pick([0, 1, 2, 5, 128], random);
  return {
    attributeCountLimit: count(),
    eventCountLimit: count(),
    linkCountLimit: count(),
    attributePerEventCountLimit: count(),
    attributePerLinkCountLimit: count(),
    attributeValueLengthLimit: pick([0.5, 3, 100, Infinity], random),
  };
}

function countIds(): IdGenerator {
  let count = 0;
  const next = (digits: number) => (++count).toString(16).padStart(digits, "0");
  return { generateSpanId: () => next(16), generateTraceId: () => next(32) };
}

/** Every decision, attributes of its own, a state of its own. */
function bySeed(seed: number): Sampler {
  let count = seed;
  return {
    shouldSample(_context, traceId, name, kind, attributes, links) {
      const decision = ++count % 3;
      // It is shown what the caller gave, also what has no key, and members that are `undefined`.
      const saw = Object.keys(attributes).filter((key) => key && attributes[key] !== undefined)
        .map((key) => key === "__proto__" ? "[__proto__]" : key);
      return {
        decision,
        ...count % 2 === 0 && {
          attributes: {
            a: "of the sampler",
            "sampler.saw": `${traceId} ${name} ${kind} ${saw} ${links.length}`,
            "sampler.none": undefined,
          },
        },
        ...count % 4 === 0 && { traceState: createTraceState("sampler=1") },
      };
    },
    toString: () => "bySeed",
  };
}

function recordTo(
  spans: ReadableSpan[],
  { calls, changes }: { readonly calls: string[]; readonly changes: boolean },
): SpanProcessor {
  return {
    onStart(span) {
      calls.push(`start ${span.spanContext().spanId} ${span.isRecording()} ${span.ended}`);
      assert.deepEqual([span.endTime, span.duration], [[0, 0], [-1, -1]]);
      if (changes) span.setAttribute("started", true).addEvent("started");
    },
    onEnding(span) {
      calls.push(`ending ${span.spanContext().spanId} ${span.isRecording()} ${span.ended}`);
      if (changes) span.setAttributes({ a: "ending", ending: [1] }).updateName(`${span.name}!`);
    },
    onEnd(span) {
      calls.push(`end ${span.spanContext().spanId} ${span.ended}`);
      spans.push(span);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function withClock(clock: StoppedClock, run: () => void): void {
  const originals = { dateNow: Date.now, performanceNow: performance.now };
  Date.now = () => clock.epochMillis;
  performance.now = () => clock.epochMillis - performance.timeOrigin;
  try {
    run();
  } finally {
    Date.now = originals.dateNow;
    performance.now = originals.performanceNow;
  }
}

function decode(spans: readonly ReadableSpan[]) {
  const bytes = createOtlpEncoder("traces", "protobuf").encode(spans);
  const data = bytes === undefined ? { resourceSpans: [] } : decodeTraces(bytes, "protobuf");
  return data.resourceSpans.map(({ scopeSpans, ...resourceSpans }) => ({
    ...resourceSpans,
    scopeSpans: scopeSpans.map(({ spans, ...scope }) => ({
      ...scope,
      spans: spans.map((span) =>
        Object.values(DIFFERENCES).reduce<Span>((changed, change) => change(changed), span)
      ),
    })),
  }));
}

function sortByKey(keyValues: readonly KeyValue[]): readonly KeyValue[] {
  return keyValues.toSorted((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function roundNanos(nanos: bigint): bigint {
  return (nanos + 5000n) / 10_000n * 10_000n;
}

/** What an exporter of the user's reads, beside what is encoded. */
function readFields(span: ReadableSpan) {
  const [seconds, nanos] = span.duration;
  return {
    duration: Math.round((seconds * 1e9 + nanos) / 1e4),
    ended: span.ended,
    kind: span.kind,
    status: { message: "", ...span.status },
    parent: span.parentSpanContext?.spanId,
    isRemote: span.parentSpanContext?.isRemote,
    scope: span.instrumentationScope,
    resource: span.resource,
    isSampled: (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0,
    events: span.events.map((event) => Object.keys(event)),
    links: span.links.map((link) => Object.keys(link)),
    attributes: new Set(Object.keys(span.attributes)),
  };
}

Deno.test(`A tracer does what the SDK's does, in ${CASES} random sequences of calls`, () => {
  let count = 0;
  for (let seed = 1; seed <= CASES; seed++) {
    const guard = createGuard(() => {});
    const expected = record(seed, {
      create: (options) => new SdkTracerProvider(options),
      caller: (provider) => callGuarded(provider, guard),
    });
    const actual = record(seed, {
      create: (options) => new RecordingTracerProvider(options, guard),
      caller: callDirectly,
    });
    const message = `seed ${seed}`;
    assert.deepEqual(actual.calls, expected.calls, message);
    assert.deepEqual(decode(actual.spans), decode(expected.spans), message);
    assert.deepEqual(actual.spans.map(readFields), expected.spans.map(readFields), message);
    count += actual.spans.length;
  }
  // Else the cases would be hollow.
  assert.ok(count > CASES, `only ${count} spans`);
});
