import { decodeTraces, encodeTraces } from "@otel-deno/otlp";
import { gzipSync } from "node:zlib";
import { benchSpans, toRecords } from "../../otlp/testdata/bench_spans.ts";
import { createHttpHandler } from "./create_http_handler.ts";

const protobuf = encodeTraces(toRecords(benchSpans(512)), "protobuf");
const gzipped = new Uint8Array(gzipSync(protobuf));
const group = "512 spans with 10 attributes";
const handler = createHttpHandler({ onTraces() {} });

async function take(body: Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>>) {
  const { status } = await handler(
    new Request("http://localhost:4318/v1/traces", {
      method: "POST",
      headers: { "content-type": "application/x-protobuf", ...headers },
      body,
    }),
  );
  if (status !== 200) throw new Error(`Cannot measure: the answer was ${status}`);
}

Deno.bench("decodeTraces() alone", { group, baseline: true }, () => {
  decodeTraces(protobuf, "protobuf");
});

Deno.bench("createHttpHandler()", { group }, async () => {
  await take(protobuf, {});
});

Deno.bench("createHttpHandler(), gzip", { group }, async () => {
  await take(gzipped, { "content-encoding": "gzip" });
});
