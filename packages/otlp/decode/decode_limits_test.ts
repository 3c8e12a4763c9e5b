import { deepEqual, equal, ok, throws } from "node:assert/strict";
import {
  type AnyValue,
  decodeLogs,
  decodeRpcStatus,
  decodeTraces,
  encodeLogs,
  encodeRpcStatus,
  OtlpDecodeError,
  type OtlpEncoding,
  OtlpLimitError,
} from "../mod.ts";
import { ProtobufWriter } from "../protobuf/protobuf_writer.ts";

const ENCODINGS: readonly OtlpEncoding[] = ["protobuf", "json"];

for (const encoding of ENCODINGS) {
  Deno.test(`decode() throws OtlpLimitError, when ${encoding} has more bytes than maxBytes`, () => {
    const bytes = encodeLogs({ resourceLogs: [{ schemaUrl: "x" }] }, encoding);

    equal(decodeLogs(bytes, encoding, { maxBytes: bytes.length }).resourceLogs.length, 1);
    throws(
      () => decodeLogs(bytes, encoding, { maxBytes: bytes.length - 1 }),
      isLimit("maxBytes", bytes.length - 1),
    );
  });

  Deno.test(`decode() allows answers 4 MiB and requests 64 MiB, when ${encoding} is large`, () => {
    const message = "x".repeat(4 * 1024 * 1024);
    const bytes = encodeRpcStatus({ message }, encoding);

    throws(() => decodeRpcStatus(bytes, encoding), isLimit("maxBytes", 4 * 1024 * 1024));
    equal(decodeRpcStatus(bytes, encoding, { maxBytes: Infinity }).message.length, message.length);
    throws(
      () => decodeTraces(new Uint8Array(64 * 1024 * 1024 + 1), encoding),
      isLimit("maxBytes", 64 * 1024 * 1024),
    );
  });

  Deno.test(`decode() throws OtlpLimitError, when values in ${encoding} are nested deeper than maxDepth`, () => {
    for (const depth of [0, 1, 7, 64, 256]) {
      const fits = nestedBody(depth, encoding);
      const tooDeep = nestedBody(depth + 1, encoding);

      equal(depthOf(decodeLogs(fits, encoding, { maxDepth: depth })), depth);
      throws(() => decodeLogs(tooDeep, encoding, { maxDepth: depth }), isLimit("maxDepth", depth));
    }
    throws(() => decodeLogs(nestedBody(65, encoding), encoding), isLimit("maxDepth", 64));
  });

  Deno.test(`decode() allows any number of lists and maps beside each other, when ${encoding} has them`, () => {
    const values = Array.from({ length: 10 }, () => ({ arrayValue: {} }));
    const body = { arrayValue: { values: [...values, { kvlistValue: {} }] } };
    const bytes = encodeLogs(
      { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body }] }] }] },
      encoding,
      { maxDepth: 2 },
    );
    const decoded = decodeLogs(bytes, encoding, { maxDepth: 2 });
    equal(
      decoded.resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.body?.arrayValue?.values.length,
      11,
    );
  });

  Deno.test(`decode() throws OtlpLimitError, when lists in ${encoding} have more items than maxItems`, () => {
    const values = Array.from({ length: 10 }, () => ({ intValue: 1 }));
    const logRecord = { body: { arrayValue: { values } } };
    // Together with the log record, its scope's and its resource's: 13.
    const bytes = encodeLogs(
      { resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] },
      encoding,
    );

    equal(decodeLogs(bytes, encoding, { maxItems: 13 }).resourceLogs.length, 1);
    throws(() => decodeLogs(bytes, encoding, { maxItems: 12 }), isLimit("maxItems", 12));
  });

  Deno.test(`decode() throws RangeError, when a limit for ${encoding} is none`, () => {
    const empty = encodeLogs({}, encoding);
    const wrong = [
      { maxDepth: 257 },
      { maxDepth: -1 },
      { maxDepth: 1.5 },
      { maxDepth: NaN },
      {
        maxBytes: -1,
      },
      { maxBytes: NaN },
      { maxItems: -1 },
    ];

    for (const options of wrong) {
      throws(() => decodeLogs(empty, encoding, options), {
        name: "RangeError",
        message: /^Cannot limit /,
      });
    }
  });
}

Deno.test("decode() throws OtlpLimitError, when JSON has too many items in lists that it does not know", () => {
  const brackets = new TextEncoder().encode("[".repeat(1_000_000));
  const objects = new TextEncoder().encode(`{"unknown":[${"{},".repeat(400_000)}{}]}`);

  throws(() => decodeLogs(brackets, "json", { maxItems: 1000 }), isLimit("maxItems", 1000));
  throws(() => decodeLogs(objects, "json", { maxItems: 1000 }), isLimit("maxItems", 1000));
});

Deno.test("decode() ignores unknown members of JSON, when they are nested a million deep", () => {
  const levels = 1_000_000;
  const text = `{"unknown":${"[".repeat(levels)}${"]".repeat(levels)},"resourceLogs":[]}`;
  deepEqual(decodeLogs(new TextEncoder().encode(text), "json"), { resourceLogs: [] });
});

Deno.test("decode() throws OtlpDecodeError, when groups are nested a million deep", () => {
  throws(
    () => decodeLogs(new Uint8Array(1_000_000).fill(1 << 3 | 3), "protobuf"),
    (error: unknown) => error instanceof OtlpDecodeError && error.offset === 0,
  );
});

Deno.test("decode() throws OtlpDecodeError, when less follows than a length says", () => {
  // A list that would have 2 GiB, and an unknown field.
  for (const tag of [0x0a, 0x32]) {
    throws(
      () => decodeLogs(Uint8Array.of(tag, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00), "protobuf"),
      (error: unknown) => error instanceof OtlpDecodeError && error.offset === 1,
    );
  }
});

function isLimit(limit: OtlpLimitError["limit"], maximum: number): (error: unknown) => boolean {
  return (error) => {
    ok(error instanceof OtlpLimitError && error instanceof RangeError);
    deepEqual([error.limit, error.maximum], [limit, maximum]);
    return true;
  };
}

/** A log record whose body is so many maps and lists in each other. */
function nestedBody(depth: number, encoding: OtlpEncoding): Uint8Array {
  if (encoding === "json") {
    const opening = (level: number) =>
      level % 2 ? '{"arrayValue":{"values":[' : '{"kvlistValue":{"values":[{"value":';
    const closing = (level: number) => level % 2 ? "]}}" : "}]}}";
    const levels = Array.from({ length: depth }, (_, level) => level);
    const body = levels.map(opening).join("") + '{"intValue":1}' +
      levels.toReversed().map(closing).join("");
    return new TextEncoder().encode(
      `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${body}}]}]}]}`,
    );
  }
  const writer = new ProtobufWriter();
  const fields = [1, 2, 2, 5];
  for (let level = 0; level < depth; level++) fields.push(...level % 2 ? [5, 1] : [6, 1, 2]);
  const starts = fields.map((field) => writer.begin(field, 2));
  writer.presentInt64(3, 1);
  for (const start of starts.toReversed()) writer.end(start, 2);
  return writer.copy();
}

function depthOf(logs: ReturnType<typeof decodeLogs>): number {
  let value: AnyValue | undefined = logs.resourceLogs[0]!.scopeLogs[0]!.logRecords[0]!.body;
  let depth = 0;
  while (value?.arrayValue || value?.kvlistValue) {
    value = value.arrayValue ? value.arrayValue.values[0] : value.kvlistValue?.values[0]?.value;
    depth++;
  }
  equal(value?.intValue, 1n);
  return depth;
}
