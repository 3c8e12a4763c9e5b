import assert from "node:assert/strict";
import { checkClock } from "./check_clock.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");

async function check(date: string | null): Promise<readonly string[]> {
  const findings = await checkClock(new URL("http://a:4318/v1/traces"), {
    askDate: () => Promise.resolve(date),
    now: () => NOW,
  });
  return findings.map(({ ok, subject, message }) => `${ok} ${subject}: ${message}`);
}

Deno.test("checkClock() finds clocks that agree", async () => {
  assert.deepEqual(await check("Fri, 02 Jan 2026 03:04:05 GMT"), [
    "true clock and a:4318: they agree",
  ]);
  assert.deepEqual(await check("Fri, 02 Jan 2026 03:04:09 GMT"), [
    "true clock and a:4318: they agree",
  ]);
});

Deno.test("checkClock() tells by how much a clock is wrong, and which way", async () => {
  const wrong = "false clock and a:4318: Cannot place telemetry in time: this machine's clock is";
  assert.deepEqual(await check("Fri, 02 Jan 2026 03:05:05 GMT"), [
    `${wrong} 61 s behind the receiver's; synchronise both (NTP)`,
  ]);
  assert.deepEqual(await check("Fri, 02 Jan 2026 03:03:05 GMT"), [
    `${wrong} 60 s ahead of the receiver's; synchronise both (NTP)`,
  ]);
});

Deno.test("checkClock() says nothing where the receiver says no time", async () => {
  assert.deepEqual(await check(null), []);
  assert.deepEqual(await check("soon"), []);
  assert.deepEqual(
    await checkClock(new URL("http://a"), { askDate: () => Promise.reject(new Error("no")) }),
    [],
  );
});
