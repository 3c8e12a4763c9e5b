/** The scenario `secure`: what takes effect while it runs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { makeCertificates } from "../../tools/collector/certificates/make_certificates.ts";
import { writeCertificates } from "../../tools/collector/certificates/write_certificates.ts";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { openSecureSender, type SecureSenderOptions } from "./testing/open_secure_sender.ts";
import { type SecureScenario, startSecureScenario } from "./testing/start_secure_scenario.ts";

const ignore = ignoreWithoutCollector();
const LOGS = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: "x" } }] }] }] };
const DEADLINE_MILLIS = 15_000;

/** What a sender with a new connection gets: a status, or "no connection". */
async function send(
  scenario: SecureScenario,
  options: SecureSenderOptions,
): Promise<number | "no connection"> {
  using sender = openSecureSender(scenario, options);
  return await sender.post("logs", LOGS).catch(() => "no connection" as const);
}

/** Sends again and again, until it gets what is expected. */
async function waitFor(
  expected: number | "no connection",
  scenario: SecureScenario,
  options: SecureSenderOptions,
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  for (;;) {
    const got = await send(scenario, options);
    if (got === expected) return;
    assert.ok(performance.now() < deadline, `still ${got}: ${scenario.collector.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

Deno.test("collector/secure takes a token that is added, and refuses one that is taken away", {
  ignore,
}, async () => {
  await using scenario = await startSecureScenario();
  const [old = ""] = (await Deno.readTextFile(join(scenario.certificates, "collector/tokens")))
    .split(" ");
  const write = (text: string) =>
    writeCertificates(scenario.certificates, new Map([["collector/tokens", text]]));
  assert.equal(await send(scenario, { token: "new-token" }), 401);
  await write(`${old} dice\nnew-token another\n`);
  await waitFor(200, scenario, { token: "new-token" });
  assert.equal(await send(scenario, { token: old }), 200);
  await write("new-token another\n");
  await waitFor(401, scenario, { token: old });
  assert.equal(await send(scenario, { token: "new-token" }), 200);
});

Deno.test("collector/secure shows a new certificate to new connections, without a restart", {
  ignore,
}, async () => {
  await using scenario = await startSecureScenario([
    "yaml:receivers::otlp::protocols::http::tls::reload_interval: 1s",
  ]);
  assert.equal(await send(scenario, {}), 200);
  const now = Date.now();
  const others = await makeCertificates({
    folder: scenario.certificates,
    from: new Date(now - 60_000),
    until: new Date(now + 3_600_000),
  });
  const names = ["collector/server.pem", "collector/server.key"];
  await writeCertificates(
    scenario.certificates,
    new Map(names.map((name) => [name, others.get(name)!])),
  );
  await waitFor(200, scenario, { authority: others.get("client/authority.pem")! });
  assert.equal(await send(scenario, {}), "no connection", "it shows the other one now");
});
