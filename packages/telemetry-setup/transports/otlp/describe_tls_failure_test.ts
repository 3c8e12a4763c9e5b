import assert from "node:assert/strict";
import { describeTlsFailure } from "./describe_tls_failure.ts";

const CONTEXT = { clientCertificate: false };

Deno.test("describeTlsFailure() says what rustls means", () => {
  const cases: Readonly<Record<string, string>> = {
    "invalid peer certificate: UnknownIssuer":
      "the receiver's certificate comes from no authority that is trusted here",
    "invalid peer certificate: BadSignature":
      "the receiver's certificate comes from no authority that is trusted here",
    "invalid peer certificate: certificate expired: verification time 2 (UNIX), but certificate is not valid after 1 (1 seconds ago)":
      "the receiver's certificate has expired",
    "received fatal alert: CertificateRequired": "the receiver asks for a client certificate",
    "received fatal alert: UnknownCA": "the receiver does not accept the client certificate",
    "received corrupt message of type InvalidContentType": "the receiver does not speak TLS",
  };
  for (const [message, reason] of Object.entries(cases)) {
    assert.equal(describeTlsFailure(`client error (Connect): ${message}`, CONTEXT), reason);
  }
});

Deno.test("describeTlsFailure() lists what the certificate is for, when it is not for the host", () => {
  const message = 'invalid peer certificate: certificate not valid for name "localhost"';
  assert.equal(
    describeTlsFailure(
      `${message}; certificate is only valid for DnsName("a") or DnsName("b.example")`,
      CONTEXT,
    ),
    "the receiver's certificate is not for localhost, only for a, b.example",
  );
  assert.equal(
    describeTlsFailure(`${message}; certificate is not valid for any names`, CONTEXT),
    "the receiver's certificate is not for localhost",
  );
});

Deno.test("describeTlsFailure() suspects the client certificate, when the receiver says nothing", () => {
  const messages = [
    "connection closed",
    "stream closed because of a broken pipe",
    "peer closed connection without sending TLS close_notify: https://docs.rs/rustls",
  ];
  for (const message of messages) {
    assert.equal(
      describeTlsFailure(message, { clientCertificate: false }),
      "the receiver closed the connection; it may ask for a client certificate",
    );
    assert.equal(
      describeTlsFailure(message, { clientCertificate: true }),
      "the receiver closed the connection; it may not accept the client certificate",
    );
  }
});

Deno.test("describeTlsFailure() says nothing, when it is not about TLS", () => {
  assert.equal(
    describeTlsFailure("connection closed before message completed", CONTEXT),
    undefined,
  );
});
