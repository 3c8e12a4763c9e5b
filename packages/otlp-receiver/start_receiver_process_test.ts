import { type DecodeOptions, encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import type { ExportHandlers } from "./export_handlers.ts";
import { startReceiver } from "./start_receiver.ts";
import { createCertificate } from "./testing/create_certificate.ts";
import { testReceiver } from "./testdata/receiver_suite.ts";
import { send } from "./testdata/send.ts";

const ignore = (["net", "env", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const authority = await createCertificate({ name: "authority", authority: true });
const certificate = await createCertificate({ issuer: authority });
const client = await createCertificate({ name: "client", issuer: authority });
const mutual = { ...certificate, clientCa: authority.cert };
const TLS = { caCerts: [authority.cert], cert: client.cert, key: client.key };
const SPANS = encodeTraces(
  { resourceSpans: [{ scopeSpans: [{ spans: [{ name: "roll" }] }] }] },
  "protobuf",
);

for (const tls of [undefined, mutual]) {
  for (
    const [transport, encoding] of [["http", "protobuf"], ["http", "json"], [
      "grpc",
      "protobuf",
    ]] as const
  ) {
    testReceiver({
      name: `startReceiver() for ${transport} ${encoding}${
        tls ? ", with client certificates," : ""
      }`,
      transport,
      encoding,
      start: (options: ExportHandlers & DecodeOptions) =>
        startReceiver({ ...options, port: 0, ...(tls && { tls }) }),
      ...(tls && { tls: TLS }),
    });
  }
}

Deno.test(
  "startReceiver() takes all of OTLP on one port, at the same time",
  { ignore },
  async () => {
    for (const tls of [undefined, certificate]) {
      const taken: string[] = [];
      await using receiver = await startReceiver({
        port: 0,
        ...(tls && { tls }),
        onExport: ({ transport }) => void taken.push(transport),
      });
      using http1 = Deno.createHttpClient({ ...TLS, http1: true, http2: false });
      using http2 = Deno.createHttpClient({ ...TLS, http1: false, http2: true });
      const common = { encoding: "protobuf", signal: "traces" } as const;
      const answers = await Promise.all([
        send(receiver.endpoint, SPANS, { ...common, transport: "http", client: http1 }),
        send(receiver.endpoint, SPANS, { ...common, transport: "http", client: http2 }),
        send(receiver.endpoint, SPANS, { ...common, transport: "grpc", client: http2 }),
      ]);
      assert.deepEqual(answers.map(({ outcome }) => outcome), Array(3).fill("accepted"));
      assert.deepEqual(taken.toSorted(), ["grpc", "http", "http"]);
    }
  },
);
