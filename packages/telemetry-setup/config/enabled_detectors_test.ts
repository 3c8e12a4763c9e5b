import assert from "node:assert/strict";
import { enabledDetectors } from "./enabled_detectors.ts";

const ALL = ["service", "process", "host", "os", "container", "kubernetes", "cloud"];

Deno.test("enabledDetectors() has all, when the configuration does not speak of detection", () => {
  assert.deepEqual(enabledDetectors({}), ALL);
  assert.deepEqual(enabledDetectors({ resource: { attributes: [] } }), ALL);
});

Deno.test("enabledDetectors() has those that are named, in the order in which they run", () => {
  const detectors = [{ cloud: null }, { process: {}, os: {} }, { service: null }];
  assert.deepEqual(
    enabledDetectors({ resource: { "detection/development": { detectors } } }),
    ["service", "process", "os", "cloud"],
  );
});

Deno.test("enabledDetectors() has none, when detection names none", () => {
  for (const detection of [{}, { detectors: [] }, { attributes: { included: ["*"] } }]) {
    assert.deepEqual(enabledDetectors({ resource: { "detection/development": detection } }), []);
  }
});
