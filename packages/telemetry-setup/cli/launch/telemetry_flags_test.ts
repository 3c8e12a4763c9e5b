import assert from "node:assert/strict";
import { telemetryFlags, type TelemetryNeeds } from "./telemetry_flags.ts";

const NEEDS: TelemetryNeeds = {
  env: () => ["OTEL_*"],
  net: () => ["a:1"],
  read: () => ["/x,y"],
  write: () => ["w"],
  sys: () => ["hostname"],
};
const ALL = [
  "--allow-env=OTEL_*",
  "--allow-net=a:1",
  "--allow-read=/x,,y",
  "--allow-write=w",
  "--allow-sys=hostname",
];

Deno.test("telemetryFlags() adds exactly what is needed", () => {
  assert.deepEqual(telemetryFlags([], NEEDS), { flags: ALL });
  assert.deepEqual(telemetryFlags(["--allow-env=PORT", "-N=:80"], NEEDS), { flags: ALL });
});

Deno.test("telemetryFlags() adds nothing to what is permitted whole", () => {
  for (const flag of ["-A", "--allow-all", "-qA"]) {
    assert.deepEqual(telemetryFlags([flag], NEEDS), { flags: [] });
  }
  assert.deepEqual(telemetryFlags(["-ERN", "--allow-sys", "-W"], NEEDS), { flags: [] });
});

Deno.test("telemetryFlags() says what to add to a permission set", () => {
  for (const flag of ["-P", "--permission-set=web", "-P=web"]) {
    const { flags, warning } = telemetryFlags([flag], NEEDS);
    assert.deepEqual(flags, []);
    assert.equal(warning, `Cannot add permissions to ${flag}: telemetry needs ${ALL.join(" ")}`);
  }
});

Deno.test("telemetryFlags() does not even ask for what is permitted whole", () => {
  const unasked = () => assert.fail("it was asked");
  const needs: TelemetryNeeds = { ...NEEDS, net: unasked, read: unasked };
  assert.deepEqual(telemetryFlags(["-NR"], needs).flags, [ALL[0], ALL[3], ALL[4]]);
  assert.deepEqual(telemetryFlags(["-A"], { ...needs, env: unasked, sys: unasked }).flags, []);
});
