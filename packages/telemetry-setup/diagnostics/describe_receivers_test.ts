import assert from "node:assert/strict";
import { describeReceivers } from "./describe_receivers.ts";

const SOURCE = "file:///me/otel/packages/telemetry-setup/diagnostics/describe_receivers.ts";
const BUNDLE = "file:///me/otel/packages/telemetry-setup/dist/entries/register.js";
const INSTALLED = "file:///srv/node_modules/@otel-deno/telemetry-setup/dist/entries/register.js";

for (const ownModule of [SOURCE, BUNDLE]) {
  Deno.test(`describeReceivers() names the task for an application of the checkout, from ${ownModule}`, () => {
    const mainModule = "file:///me/otel/apps/dice-server/main.ts";
    assert.match(describeReceivers({ mainModule, ownModule }), /`deno task collector` starts one/);
  });
}

for (
  const [where, mainModule, ownModule] of [
    ["beside the checkout", "file:///me/other/main.ts", SOURCE],
    ["with the package installed", "file:///srv/main.ts", INSTALLED],
    ["below node_modules", "file:///srv/node_modules/x/main.ts", INSTALLED],
    ["that is not known", undefined, SOURCE],
    ["from the network", "https://me.example/packages/telemetry-setup/x.ts", SOURCE],
  ] as const
) {
  Deno.test(`describeReceivers() names no task for an application ${where}`, () => {
    const text = describeReceivers({ mainModule, ownModule });
    assert.doesNotMatch(text, /deno task/);
    assert.match(text, /https:\/\/opentelemetry\.io/);
  });
}
