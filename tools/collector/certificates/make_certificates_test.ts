import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { makeCertificates } from "./make_certificates.ts";

const OPTIONS = {
  folder: "some/folder",
  from: new Date("2030-01-01T10:20:30Z"),
  until: new Date("2030-01-31T10:20:30Z"),
};

Deno.test("makeCertificates() certifies three names with one authority, as long as it is told", async () => {
  const files = await makeCertificates(OPTIONS);
  const authority = new X509Certificate(files.get("collector/authority.pem")!);
  assert.equal(files.get("client/authority.pem"), files.get("collector/authority.pem"));
  const hosts = {
    "collector/server.pem": "DNS:localhost, IP Address:127.0.0.1, DNS:collector",
    "backend/server.pem": "DNS:localhost, IP Address:127.0.0.1, DNS:backend",
    "client/client.pem": "DNS:dice",
  };
  for (const [path, names] of Object.entries(hosts)) {
    const certificate = new X509Certificate(files.get(path)!);
    assert.equal(certificate.subjectAltName, names);
    assert.ok(certificate.verify(authority.publicKey), path);
    assert.equal(new Date(certificate.validFrom).getTime(), OPTIONS.from.getTime());
    assert.equal(new Date(certificate.validTo).getTime(), OPTIONS.until.getTime());
    assert.match(files.get(path.replace(/pem$/, "key"))!, /^-----BEGIN PRIVATE KEY-----\n/);
  }
});

Deno.test("makeCertificates() keeps the authority's key to itself, and no key is in two places", async () => {
  const files = await makeCertificates(OPTIONS);
  const keys = [...files].filter(([, text]) => text.includes("PRIVATE KEY"));
  assert.deepEqual(
    keys.map(([path]) => path),
    ["collector/server.key", "backend/server.key", "client/client.key"],
  );
  assert.equal(new Set(keys.map(([, text]) => text)).size, 3);
});

Deno.test("makeCertificates() gives the client the token that the Collector accepts, new each time", async () => {
  const [first, second] = [await makeCertificates(OPTIONS), await makeCertificates(OPTIONS)];
  const token = /^([0-9a-f]{64}) dice\n$/.exec(first.get("collector/tokens")!)?.[1];
  assert.equal(
    first.get("client/otel.env"),
    "OTEL_EXPORTER_OTLP_ENDPOINT=https://localhost:4318\n" +
      "OTEL_EXPORTER_OTLP_CERTIFICATE=some/folder/client/authority.pem\n" +
      "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=some/folder/client/client.pem\n" +
      "OTEL_EXPORTER_OTLP_CLIENT_KEY=some/folder/client/client.key\n" +
      `OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${token},x-tenant=dice\n`,
  );
  assert.notEqual(second.get("collector/tokens"), first.get("collector/tokens"));
});
