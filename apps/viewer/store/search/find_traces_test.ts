import { deepEqual } from "node:assert/strict";
import { seededRandom } from "../../../../packages/otlp/testdata/random_record.ts";
import type { AttributeFilter, TelemetryStore, TraceQuery } from "../../contract/mod.ts";
import { EPOCH, makeTraces, type PlainSpan } from "../../testing/make_telemetry.ts";
import { openStore } from "../open_store.ts";

const TRACES = 4000;
const QUERIES = 150;

interface Known {
  readonly id: string;
  readonly service: string;
  readonly spans: readonly PlainSpan[];
}

Deno.test("findTraces() finds what going through all traces finds, whatever is looked for", async () => {
  const random = seededRandom(7);
  const store = await openStore();
  try {
    const known = await writeRandom(store, random);
    for (let index = 0; index < QUERIES; index++) {
      const query = randomQuery(random);
      const expected = bruteForce(known, query).slice(0, 20);
      const { items } = await store.findTraces({ ...query, limit: 20 });
      const found = items.map(({ startUnixNano, durationNano }) => [
        Number(BigInt(startUnixNano) - EPOCH),
        durationNano,
      ]);
      deepEqual(found, expected, JSON.stringify(query));
    }
  } finally {
    await store.close();
  }
});

/** The spans of a trace come in two parts, other traces in between. */
async function writeRandom(store: TelemetryStore, random: () => number): Promise<Known[]> {
  const known = Array.from({ length: TRACES }, (_, index): Known => {
    const id = (index + 1).toString(16);
    const spans = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, number) => {
      // Mostly in order, but some come late.
      const start = (index - (random() < 0.05 ? Math.floor(random() * index) : 0)) * 1000 + number;
      return {
        trace: id,
        id: (number + 1).toString(16),
        ...(number > 0 && { parent: "1" }),
        name: `work of kind ${Math.floor(random() * 300)}`,
        start,
        end: start + Math.floor(random() ** 4 * 100_000),
        isError: random() < 0.01,
        attributes: {
          common: Math.floor(random() * 3),
          rare: Math.floor(random() * 1500),
          ...(random() < 0.002 && { seldom: true }),
        },
      };
    });
    return { id, service: random() < 0.1 ? "small" : "large", spans };
  });
  for (let first = 0; first < TRACES; first += 250) {
    const group = known.slice(first, first + 250);
    for (const isFirstPart of [true, false]) {
      for (const service of ["small", "large"]) {
        const spans = group.filter((trace) => trace.service === service)
          .flatMap(({ spans }) => isFirstPart ? spans.slice(0, 1) : spans.slice(1));
        await store.writeTraces(makeTraces({ service }, spans));
      }
    }
  }
  return known;
}

function randomQuery(random: () => number): TraceQuery {
  const maybe = <T extends object>(part: number, value: () => T) => random() < part ? value() : {};
  const attributes: AttributeFilter[] = [];
  const add = (part: number, key: string, value?: number) => {
    if (random() >= part) return;
    const text = value === undefined ? {} : { value: String(Math.floor(value)) };
    attributes.push({ key, ...text, negated: random() < 0.3 });
  };
  add(0.3, "common", random() * 4);
  add(0.2, "rare", random() * 1500);
  add(0.1, "seldom");
  const from = Math.floor(random() * TRACES * 1000);
  return {
    attributes,
    ...maybe(0.2, () => ({ service: random() < 0.5 ? "small" : "large" })),
    ...maybe(0.2, () => ({ text: `work ${Math.floor(random() * 300)}` })),
    ...maybe(0.1, () => ({ status: random() < 0.5 ? "error" as const : "ok" as const })),
    ...maybe(0.2, () => ({ minDurationNano: Math.floor(random() * 50_000) })),
    ...maybe(0.1, () => ({ maxDurationNano: Math.floor(random() * 50_000) })),
    ...maybe(0.2, () => ({ from: (EPOCH + BigInt(from)).toString() })),
    ...maybe(0.2, () => ({ to: (EPOCH + BigInt(from + 500_000)).toString() })),
    ...maybe(0.3, () => ({ order: "duration" as const })),
  };
}

function bruteForce(known: readonly Known[], query: TraceQuery): readonly number[][] {
  const words = query.text?.split(" ") ?? [];
  return known.map(({ spans, service }, index) => {
    const start = Math.min(...spans.map((span) => span.start!));
    const end = Math.max(...spans.map((span) => span.end!));
    return { spans, service, index, start, duration: end - start };
  }).filter(({ spans, service, start, duration }) => {
    const has = ({ key, value }: AttributeFilter) =>
      spans.some(({ attributes }) =>
        attributes?.[key] !== undefined &&
        (value === undefined || String(attributes[key]) === value)
      );
    const hasWords = spans.some(({ name }) => {
      const own = name!.split(" ");
      // The last word may be a beginning.
      return words.every((word, index) =>
        own.some((other) =>
          index === words.length - 1 && word.length > 2 ? other.startsWith(word) : other === word
        )
      );
    });
    const time = EPOCH + BigInt(start);
    return (query.attributes ?? []).every((filter) => has(filter) !== filter.negated) &&
      (query.service ?? service) === service && (words.length === 0 || hasWords) &&
      (query.status === undefined ||
        spans.some(({ isError }) => isError) === (query.status === "error")) &&
      duration >= (query.minDurationNano ?? 0) && duration <= (query.maxDurationNano ?? Infinity) &&
      time >= BigInt(query.from ?? 0) && time <= BigInt(query.to ?? 2n ** 63n);
  }).sort((a, b) => {
    const [first, second] = query.order === "duration"
      ? [a.duration, b.duration]
      : [a.start, b.start];
    return second - first || b.index - a.index;
  }).map(({ start, duration }) => [start, duration]);
}
