import assert from "node:assert/strict";
import { checkConnection, type Connect } from "./check_connection.ts";

async function check(url: string, connect: Connect): Promise<string> {
  const findings = await checkConnection(new URL(url), { connect });
  return findings.map(({ ok, message }) => `${ok ? "ok" : "wrong"} ${message}`).join("; ");
}
const refuse = (message: string): Connect => () => Promise.reject(new Error(message));
const refuseTls = (message: string): Connect => ({ tls }) =>
  tls ? Promise.reject(new Error(message)) : Promise.resolve();

Deno.test("checkConnection() connects to the host and port of the URL", async () => {
  const addresses: unknown[] = [];
  const connect: Connect = (address) => {
    addresses.push(address);
    return Promise.resolve();
  };
  assert.equal(
    await check("http://[::1]:4318/x", connect),
    "ok the name resolves, the port answers",
  );
  assert.match(await check("https://a", connect), /; ok TLS is agreed on/);
  assert.deepEqual(addresses, [
    { hostname: "::1", port: 4318, tls: undefined },
    { hostname: "a", port: 443, tls: undefined },
    { hostname: "a", port: 443, tls: {} },
  ]);
});

Deno.test("checkConnection() tells why there is no connection", async () => {
  assert.equal(
    await check("http://a:1", refuse("failed to lookup address information: Name or service")),
    "wrong Cannot connect to a:1: the name a does not resolve",
  );
  assert.equal(
    await check("http://a:1", refuse("Connection refused (os error 111)")),
    "wrong Cannot connect to a:1: connection refused; is the receiver running?",
  );
  assert.equal(
    await check("http://a:1", refuse("No route to host (os error 113)")),
    "wrong Cannot connect to a:1: No route to host",
  );
});

Deno.test("checkConnection() tells why TLS cannot be agreed on, and what to do", async () => {
  for (
    const [message, expected] of [
      [
        "received corrupt message of type InvalidContentType",
        "the receiver does not speak TLS; use http:// in the endpoint",
      ],
      [
        "invalid peer certificate: UnknownIssuer",
        "the receiver's certificate comes from no authority that is trusted here; " +
        "name its authority's in OTEL_EXPORTER_OTLP_CERTIFICATE",
      ],
      [
        'invalid peer certificate: certificate not valid for name "a"; certificate is only valid ' +
        'for DnsName("b")',
        "the receiver's certificate is not for a, only for b; " +
        "use a name in the endpoint that it is for",
      ],
      ["invalid peer certificate: Expired", "the receiver's certificate has expired"],
      ["something else (os error 1)", "something else"],
    ] as const
  ) {
    const found = await check("https://a:1", refuseTls(message));
    assert.equal(
      found,
      `ok the name resolves, the port answers; wrong Cannot agree on TLS with a:1: ${expected}`,
    );
  }
});
