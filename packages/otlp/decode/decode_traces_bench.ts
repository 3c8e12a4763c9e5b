import { decodeTraces, encodeTraces } from "../mod.ts";
import { benchSpans, toRecords } from "../testdata/bench_spans.ts";

const records = toRecords(benchSpans(512));
const group = "512 spans with 10 attributes";

const json = encodeTraces(records, "json");
Deno.bench("JSON.parse() alone", { group, baseline: true }, () => {
  JSON.parse(new TextDecoder().decode(json));
});

Deno.bench("decodeTraces(), JSON", { group }, () => {
  decodeTraces(json, "json");
});

const protobuf = encodeTraces(records, "protobuf");
Deno.bench("decodeTraces(), protobuf", { group }, () => {
  decodeTraces(protobuf, "protobuf");
});
