import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { CODECS } from "../otlp/testdata/codecs.ts";
import { loadFixtures } from "../otlp/testdata/load_fixtures.ts";
import { type DebugRecords, formatDebug } from "./debug_printer/mod.ts";
import { type ExportRequest, type Signal, startReceiver } from "./mod.ts";
import { startCollector } from "./testdata/start_collector.ts";

const KINDS: readonly string[] = ["traces", "metrics", "logs"];

Deno.test("startReceiver() takes on one port what the real Collector sends over gRPC and HTTP", {
  ignore: ignoreWithoutCollector(),
}, async () => {
  const exports: ExportRequest[] = [];
  await using receiver = await startReceiver({
    port: 0,
    token: "s3cret",
    onExport: (exported) => void exports.push(exported),
  });
  const { endpoint } = receiver;
  const common = {
    headers: { authorization: "Bearer s3cret" },
    retry_on_failure: { enabled: false },
  };
  const insecure = { tls: { insecure: true } };
  await using collector = await startCollector({
    "otlp/plain": { endpoint, ...insecure, ...common, compression: "none" },
    "otlp/gzip": { endpoint, ...insecure, ...common, compression: "gzip" },
    "otlphttp/plain": { endpoint, ...common, compression: "none" },
    "otlphttp/gzip": { endpoint, ...common, compression: "gzip" },
    "otlphttp/json": { endpoint, ...common, encoding: "json" },
  });
  const messages = loadFixtures().filter(({ name, kind }) =>
    name.endsWith("everything") && KINDS.includes(kind)
  );
  assert.equal(messages.length, 3);
  for (const { kind, protobuf } of messages) {
    const response = await fetch(`${collector.endpoint}/v1/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf" },
      body: protobuf.slice(),
    });
    assert.equal(response.status, 200, await response.text());
  }
  for (let attempt = 0; exports.length < 15 && attempt < 100; attempt++) await setTimeout(50);
  assert.equal(exports.length, 15, collector.log);
  for (const { kind, protobuf } of messages) {
    const ofKind = exports.filter(({ signal }) => signal === kind);
    assert.equal(ofKind.filter(({ transport }) => transport === "grpc").length, 2);
    assert.equal(ofKind.filter(({ contentType }) => contentType === "application/json").length, 1);
    // The Collector sends an empty value where it got none, and zero where it got negative zero.
    const unsigned = (text: string) => text.replaceAll("-0.000000", "0.000000");
    const request = CODECS[kind as Signal].decode(protobuf, "protobuf");
    const sent = { signal: kind, request } as unknown as DebugRecords;
    for (const exported of ofKind) {
      assert.equal(
        unsigned(formatDebug(exported, { verbosity: "detailed" })),
        unsigned(formatDebug(sent, { verbosity: "detailed" })),
      );
    }
  }
});
