import assert from "node:assert/strict";
import { denoTelemetryIsOn } from "./deno_telemetry.ts";

const API = Symbol.for("opentelemetry.js.api.1");

Deno.test("denoTelemetryIsOn() knows Deno's registration from others", () => {
  assert.equal(denoTelemetryIsOn({ [API]: { version: "1.999.999", trace: {} } }), true);
  assert.equal(denoTelemetryIsOn({ [API]: { version: "1.10.0", trace: {} } }), false);
  assert.equal(denoTelemetryIsOn({}), false);
});
