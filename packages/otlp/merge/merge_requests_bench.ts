import { decodeTraces, encodeTraces, mergeRequests } from "../mod.ts";
import { benchSpans, toRecords } from "../testdata/bench_spans.ts";

const spans = benchSpans(512);
const parts = Array.from(
  { length: 16 },
  (_, index) => toRecords(spans.slice(index * 32, index * 32 + 32)),
);
const group = "512 spans with 10 attributes, in 16 requests";

const protobuf = parts.map((part) => encodeTraces(part, "protobuf"));
Deno.bench("decodeTraces() and encodeTraces(), protobuf", { group, baseline: true }, () => {
  const resourceSpans = protobuf.flatMap((part) => decodeTraces(part, "protobuf").resourceSpans);
  encodeTraces({ resourceSpans }, "protobuf");
});

Deno.bench("mergeRequests(), protobuf", { group }, () => {
  mergeRequests(protobuf, "protobuf");
});

const json = parts.map((part) => encodeTraces(part, "json"));
Deno.bench("mergeRequests(), JSON", { group }, () => {
  mergeRequests(json, "json");
});
