import { createCertificate, startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { createDiagnostics } from "../diagnostics/diagnostics.ts";
import { createTransport } from "./create_transport.ts";
import { openDelivery } from "./open_delivery.ts";
import type { Outcome } from "./route.ts";
import type { Transport, Verdict } from "./transport.ts";
import type { OtlpTransportConfig, TlsMaterial } from "./transport_config.ts";

const HAS_SOCKETS = (["net", "env", "read"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");
const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
const PAYLOAD = new Uint8Array(10_000).fill(7);

const KINDS = [
  { kind: "http/1.1", speaks: { protocol: "http" } },
  { kind: "http/2", speaks: { protocol: "http", httpVersion: "2" } },
  { kind: "grpc", speaks: { protocol: "grpc" } },
] as const;

type Open = (config: OtlpTransportConfig) => { transport: Transport; close: () => void };

const WAYS: Readonly<Record<string, Open>> = {
  directly(config) {
    const transport = createTransport(config);
    return { transport, close: () => transport.close() };
  },
  "in the delivery worker"(config) {
    const delivery = openDelivery({
      diagnostics: createDiagnostics({ level: "info", write: (line) => assert.fail(line) }),
      maxBytes: 1_000_000,
      onDropped() {},
    });
    const first = Promise.withResolvers<Outcome>();
    const route = delivery.open(
      { signal: "traces", transport: config, maxItems: 1 },
      first.resolve,
    );
    const transport: Transport = {
      destination: route.destination,
      async send(payload, { contentType, itemCount }) {
        const release = delivery.hold();
        route.put(payload, { contentType, itemCount });
        const outcome = await first.promise;
        release();
        if (outcome.kind === "accepted") return ACCEPTED;
        const { reason } = outcome;
        return { outcome: outcome.kind === "retrying" ? "retry" : "refused", reason };
      },
      close: () => route.close(),
    };
    return { transport, close: () => delivery.close() };
  },
};

async function send(
  open: Open,
  endpoint: string,
  { protocol, tls }: { readonly protocol: "http" | "grpc"; readonly tls?: TlsMaterial },
): Promise<Verdict> {
  const { transport, close } = open({
    protocol,
    endpoint: protocol === "http" ? `${endpoint}/v1/traces` : endpoint,
    headers: {},
    timeoutMillis: 10_000,
    compression: "none",
    userAgent: "otel-deno-test/1.2.3",
    ...(tls === undefined ? {} : { tls }),
  });
  const verdict = await transport.send(PAYLOAD, {
    signal: "traces",
    contentType: "application/x-protobuf",
    encoding: "identity",
    itemCount: 3,
  });
  close();
  return verdict;
}

function retry(reason: string): Verdict {
  return { outcome: "retry", reason };
}

for (const [way, open] of Object.entries(WAYS)) {
  for (const { kind, speaks } of KINDS) {
    const { protocol } = speaks;
    const test = (name: string, run: () => Promise<void>) =>
      Deno.test(`TLS for ${kind} ${way}: ${name}`, { ignore: !HAS_SOCKETS }, run);

    test("delivers, when both sides know each other's authority", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const certificate = await createCertificate({ issuer: authority });
      const { cert, key } = await createCertificate({ name: "client", issuer: authority });
      await using receiver = await startFaultyReceiver({
        ...speaks,
        tls: { ...certificate, clientCa: authority.cert },
      });
      const tls = { ca: authority.cert, cert, key };
      assert.deepEqual(await send(open, receiver.endpoint, { protocol, tls }), ACCEPTED);
      assert.deepEqual(receiver.requests.map(({ payload }) => payload), [PAYLOAD]);
    });

    test("delivers, when only the receiver shows a certificate", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const other = await createCertificate({ name: "other", authority: true });
      const certificate = await createCertificate({ issuer: authority });
      await using receiver = await startFaultyReceiver({ ...speaks, tls: certificate });
      // A file may hold several.
      const tls = { ca: other.cert + authority.cert };
      assert.deepEqual(await send(open, receiver.endpoint, { protocol, tls }), ACCEPTED);
    });

    test("says that the receiver's authority is unknown, with another one or none", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const other = await createCertificate({ name: "other", authority: true });
      const certificate = await createCertificate({ issuer: authority });
      await using receiver = await startFaultyReceiver({ ...speaks, tls: certificate });
      const reason = "the receiver's certificate comes from no authority that is trusted here";
      for (const options of [{ protocol }, { protocol, tls: { ca: other.cert } }]) {
        assert.deepEqual(await send(open, receiver.endpoint, options), retry(reason));
      }
      assert.equal(receiver.requests.length, 0);
    });

    test("says that a client certificate is missing", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const certificate = await createCertificate({ issuer: authority });
      await using receiver = await startFaultyReceiver({
        ...speaks,
        tls: { ...certificate, clientCa: authority.cert },
      });
      const verdict = await send(open, receiver.endpoint, {
        protocol,
        tls: { ca: authority.cert },
      });
      assert.equal(verdict.outcome, "retry");
      // Over HTTP/2 the receiver's alert may come too late to be seen.
      assert.match(
        verdict.reason,
        /^the receiver (asks|closed the connection; it may ask) for a client certificate$/,
      );
      assert.equal(receiver.requests.length, 0);
    });

    test("is not taken, when the client certificate comes from another authority", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const other = await createCertificate({ name: "other", authority: true });
      const certificate = await createCertificate({ issuer: authority });
      const { cert, key } = await createCertificate({ name: "client", issuer: other });
      await using receiver = await startFaultyReceiver({
        ...speaks,
        tls: { ...certificate, clientCa: authority.cert },
      });
      const tls = { ca: authority.cert, cert, key };
      assert.deepEqual(
        await send(open, receiver.endpoint, { protocol, tls }),
        // Deno's servers do not say it; others send an alert.
        retry("the receiver closed the connection; it may not accept the client certificate"),
      );
      assert.equal(receiver.requests.length, 0);
    });

    test("says for which hosts the receiver's certificate is, when it is for others", async () => {
      const authority = await createCertificate({ name: "authority", authority: true });
      const hosts = ["one.example", "two.example"];
      const certificate = await createCertificate({ hosts, issuer: authority });
      await using receiver = await startFaultyReceiver({ ...speaks, tls: certificate });
      assert.deepEqual(
        await send(open, receiver.endpoint, { protocol, tls: { ca: authority.cert } }),
        retry(
          "the receiver's certificate is not for localhost, only for one.example, two.example",
        ),
      );
    });
  }

  for (const protocol of ["http", "grpc"] as const) {
    Deno.test(`TLS for ${protocol} ${way}: says that the receiver speaks none`, {
      ignore: !HAS_SOCKETS,
    }, async () => {
      await using receiver = await startFaultyReceiver({ protocol });
      const endpoint = receiver.endpoint.replace("http:", "https:");
      assert.deepEqual(
        await send(open, endpoint, { protocol }),
        retry("the receiver does not speak TLS"),
      );
    });
  }
}
