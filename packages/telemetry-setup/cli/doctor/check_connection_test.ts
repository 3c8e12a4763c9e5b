import assert from "node:assert/strict";
import { checkConnection, type Connect } from "./check_connection.ts";

async function check(url: string, connect: Connect): Promise<string> {
  const findings = await checkConnection(new URL(url), connect);
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
    { hostname: "::1", port: 4318, tls: false },
    { hostname: "a", port: 443, tls: false },
    { hostname: "a", port: 443, tls: true },
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

Deno.test("checkConnection() tells why TLS cannot be agreed on", async () => {
  for (
    const [message, expected] of [
      [
        "received corrupt message of type InvalidContentType",
        "it answers without TLS; use http://",
      ],
      ["invalid peer certificate: UnknownIssuer", "its certificate is not signed by an authority"],
      ["invalid peer certificate: NotValidForName", "its certificate is for another name"],
      ["invalid peer certificate: Expired", "its certificate has expired"],
    ] as const
  ) {
    const found = await check("https://a:1", refuseTls(message));
    assert.ok(found.includes(`wrong Cannot agree on TLS with a:1: ${expected}`), found);
  }
});
