import { deepEqual, equal, throws } from "node:assert/strict";
import { decodeTraces, encodeLogs, encodeTraces, mergeRequests, OtlpDecodeError } from "../mod.ts";
import { type Codec, CODECS } from "../testdata/codecs.ts";
import { loadFixtures } from "../testdata/load_fixtures.ts";
import { pick, randomRecord, seededRandom } from "../testdata/random_record.ts";

const SIGNALS = [
  { kind: "traces", resources: "resourceSpans", scopes: "scopeSpans", items: "spans" },
  { kind: "metrics", resources: "resourceMetrics", scopes: "scopeMetrics", items: "metrics" },
  { kind: "logs", resources: "resourceLogs", scopes: "scopeLogs", items: "logRecords" },
] as const;
type Tree = Record<string, Record<string, unknown>[]>;

for (const signal of SIGNALS) {
  const { kind, resources } = signal;
  const { encode, decode, message }: Codec = CODECS[kind];

  Deno.test(`mergeRequests() keeps every item and joins equal resources and scopes, when ${kind} are in protobuf`, () => {
    const random = seededRandom(6);
    for (let run = 0; run < 150; run++) {
      // Few resources and scopes, so that they come again.
      const pool = Array.from({ length: 2 }, () => randomRecord(message, random) as Tree);
      const parts = Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
        const part = randomRecord(message, random) as Tree;
        for (const resource of part[resources]!) {
          const other = pick(pool, random)[resources]![0];
          if (random() < 0.6) copyHead(other, resource, signal);
        }
        return part;
      });
      const bytes = parts.map((part) => encode(part, "protobuf"));
      const whole = { [resources]: parts.flatMap((part) => part[resources]!) };

      deepEqual(
        decode(mergeRequests(bytes, "protobuf"), "protobuf"),
        parts.length === 1
          ? decode(bytes[0]!, "protobuf")
          : decode(encode(join(whole, signal), "protobuf"), "protobuf"),
      );
    }
  });

  Deno.test(`mergeRequests() puts the lists behind each other, when ${kind} are in JSON`, () => {
    const random = seededRandom(7);
    for (let run = 0; run < 150; run++) {
      const parts = Array.from(
        { length: Math.floor(random() * 6) },
        () => randomRecord(message, random) as Tree,
      );
      const whole = { [resources]: parts.flatMap((part) => part[resources]!) };
      const merged = mergeRequests(parts.map((part) => encode(part, "json")), "json");

      equal(new TextDecoder().decode(merged), new TextDecoder().decode(encode(whole, "json")));
    }
  });
}

for (const { name, kind, protobuf } of loadFixtures()) {
  if (kind !== "traces" && kind !== "metrics" && kind !== "logs") continue;
  const { decode }: Codec = CODECS[kind];
  const { resources } = SIGNALS.find((signal) => signal.kind === kind)!;

  Deno.test(`mergeRequests() joins what Python wrote with itself, when it is ${name}`, () => {
    const once = mergeRequests([protobuf, new Uint8Array()], "protobuf");
    const twice = decode(mergeRequests([protobuf, protobuf], "protobuf"), "protobuf") as Tree;
    equal(twice[resources]!.length, (decode(once, "protobuf") as Tree)[resources]!.length);
  });
}

Deno.test("mergeRequests() reads protobuf in shared memory, when it lies there", () => {
  const request = encodeTraces(SPANS, "protobuf");
  const shared = new Uint8Array(new SharedArrayBuffer(request.length + 8)).subarray(5, -3);
  shared.set(request);

  const merged = decodeTraces(mergeRequests([shared, request], "protobuf"), "protobuf");
  equal(merged.resourceSpans[0]?.scopeSpans[0]?.spans.length, 2);
});

Deno.test("mergeRequests() does not join, when there is a field that OTLP does not know", () => {
  // Field 1 in a request: a resource with field 1,000, as old senders had it, and nothing else.
  const old = Uint8Array.of(0x0a, 0x04, 0xc2, 0x3e, 0x01, 0x41);
  const merged = mergeRequests([old, old], "protobuf");

  deepEqual([...merged], [...old, ...old]);
});

Deno.test("mergeRequests() keeps what is beside the resources, when OTLP does not know it", () => {
  const unknown = Uint8Array.of(0x12, 0x01, 0x41);
  deepEqual([...mergeRequests([unknown, new Uint8Array(), unknown], "protobuf")], [
    ...unknown,
    ...unknown,
  ]);
});

Deno.test("mergeRequests() returns the request itself, when it is the only one", () => {
  const request = encodeTraces(SPANS, "protobuf");
  equal(mergeRequests([request], "protobuf"), request);
});

Deno.test("mergeRequests() throws OtlpDecodeError, when protobuf ends early", () => {
  const request = encodeTraces(SPANS, "protobuf");
  throws(
    () => mergeRequests([request, request.subarray(0, -1)], "protobuf"),
    (error: unknown) =>
      error instanceof OtlpDecodeError &&
      error.message.startsWith("Cannot decode a request to merge: at byte "),
  );
});

for (
  const { what, text } of [
    { what: "another signal", text: new TextDecoder().decode(encodeLogs(LOGS(), "json")) },
    { what: "two lists", text: '{"resourceSpans":[{}],"more":[{}]}' },
    { what: "a list only", text: "[{}]" },
    { what: "cut off", text: '{"resourceSpans":[{"a":"]}' },
    { what: "a bracket short", text: '{"resourceSpans":[[{}]}' },
    { what: "empty", text: "" },
  ]
) {
  Deno.test(`mergeRequests() throws OtlpDecodeError, when JSON is ${what}`, () => {
    const request = encodeTraces(SPANS, "json");
    throws(
      () => mergeRequests([request, new TextEncoder().encode(text)], "json"),
      (error: unknown) =>
        error instanceof OtlpDecodeError &&
        error.message.startsWith("Cannot merge a request in JSON: it "),
    );
  });
}

Deno.test("mergeRequests() is not misled by text, when JSON has brackets and quotes in strings", () => {
  const request = (name: string) =>
    encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: [{ name }] }] }] }, "json");
  const names = ["]}", '"]}', '\\"]', "\\\\", "{["];
  const { resourceSpans } = decodeTraces(mergeRequests(names.map(request), "json"), "json");

  deepEqual(resourceSpans.map(({ scopeSpans }) => scopeSpans[0]?.spans[0]?.name), names);
});

Deno.test("mergeRequests() throws TypeError, when the encoding is none", () => {
  throws(() => mergeRequests([], "xml" as "json"), {
    name: "TypeError",
    message: "Cannot merge requests: the encoding is xml",
  });
});

const SPANS = { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] };
function LOGS(): object {
  return { resourceLogs: [{ scopeLogs: [{ logRecords: [{}] }] }] };
}

type Names = typeof SIGNALS[number];
type Fields = Record<string, unknown>;

/** Gives a resource and its scopes the heads of another one. */
function copyHead(from: Fields | undefined, to: Fields, { scopes }: Names): void {
  if (from === undefined) return;
  const [fromScope] = from[scopes] as Fields[];
  for (const scope of to[scopes] as Fields[]) {
    if (fromScope !== undefined) setHead(scope, fromScope, "scope");
  }
  setHead(to, from, "resource");
}

function setHead(to: Fields, from: Fields, name: string): void {
  delete to[name];
  if (from[name] !== undefined) to[name] = from[name];
  to.schemaUrl = from.schemaUrl;
}

/** What merging should do, on records. */
function join(whole: Tree, { kind, resources, scopes, items }: Names): Tree {
  const { encode }: Codec = CODECS[kind];
  // The bytes of a record without its children say whether it is the same.
  const headOf = (resource: Fields) =>
    encode({ [resources]: [{ ...resource, [scopes]: [] }] }, "protobuf").toHex();
  const scopeHeadOf = (scope: Fields) =>
    encode({ [resources]: [{ [scopes]: [{ ...scope, [items]: [] }] }] }, "protobuf").toHex();
  const joined = new Map<string, Fields>();
  for (const resource of whole[resources]!) {
    const known = joined.get(headOf(resource)) ?? { ...resource, [scopes]: [] };
    joined.set(headOf(resource), known);
    const list = known[scopes] as Fields[];
    for (const scope of resource[scopes] as Fields[]) {
      const same = list.find((other) => scopeHeadOf(other) === scopeHeadOf(scope));
      if (same === undefined) list.push({ ...scope });
      else same[items] = [...same[items] as object[], ...scope[items] as object[]];
    }
  }
  return { [resources]: [...joined.values()] };
}
