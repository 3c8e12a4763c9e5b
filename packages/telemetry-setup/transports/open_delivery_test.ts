import assert from "node:assert/strict";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { openDelivery } from "./open_delivery.ts";

Deno.test("openDelivery() goes inline and says so, when the worker's program is not a file", () => {
  const warnings: string[] = [];
  const ignore = () => {};
  const diagnostics: Diagnostics = {
    error: ignore,
    warn: (message) => void warnings.push(message),
    info: ignore,
    debug: ignore,
  };
  const delivery = openDelivery({
    diagnostics,
    maxBytes: 1,
    onDropped() {},
    entry: new URL("https://example.com/telemetry/transports/worker/delivery_worker.ts"),
  });
  assert.equal(delivery.canSettle, false);
  assert.equal(warnings.length, 1);
  assert.match(
    warnings[0] ?? "",
    /^Cannot start the delivery worker, what is recorded right before Deno\.exit may be lost: .+/,
  );
  delivery.close();
});

Deno.test("openDelivery() goes inline without a word, when that is asked for", () => {
  const warnings: string[] = [];
  const say = (message: string) => void warnings.push(message);
  const diagnostics: Diagnostics = { error: say, warn: say, info: say, debug: say };
  const delivery = openDelivery({ diagnostics, maxBytes: 1, onDropped() {}, inline: true });
  assert.equal(delivery.canSettle, false);
  assert.deepEqual(warnings, []);
  delivery.close();
});
