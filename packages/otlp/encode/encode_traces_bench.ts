import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { deepEqual } from "node:assert/strict";
import { decodeTraces, encodeTraces } from "../mod.ts";
import { benchSpans, toRecords } from "../testdata/bench_spans.ts";

const spans = benchSpans(512);
const records = toRecords(spans);

// Both have to say the same.
for (
  const [encoding, serializer] of [
    ["protobuf", ProtobufTraceSerializer],
    ["json", JsonTraceSerializer],
  ] as const
) {
  deepEqual(
    decodeTraces(serializer.serializeRequest(spans)!, encoding),
    decodeTraces(encodeTraces(records, encoding), encoding),
  );

  const group = `512 spans with 10 attributes, ${encoding}`;

  Deno.bench(`npm serializer, ${encoding}`, { group, baseline: true }, () => {
    serializer.serializeRequest(spans);
  });

  Deno.bench(`encodeTraces() of records, ${encoding}`, { group }, () => {
    encodeTraces(records, encoding);
  });

  Deno.bench(
    `encodeTraces(), with making records of the SDK's spans, ${encoding}`,
    { group },
    () => {
      encodeTraces(toRecords(spans), encoding);
    },
  );
}
