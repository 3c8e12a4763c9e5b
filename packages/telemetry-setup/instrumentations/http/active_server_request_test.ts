import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { activeServerRequest } from "./active_server_request.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";

Deno.test("activeServerRequest() finds nothing outside of a request", () => {
  using _telemetry = recordTelemetry();
  assert.equal(activeServerRequest(), undefined);
});

Deno.test("activeServerRequest() finds the request across await, each its own", async () => {
  using telemetry = recordTelemetry();
  const recorder = createServerRequestRecorder(telemetry, DEFAULT_CONFIG);
  const serve = async (url: string) => {
    const recorded = recorder.start(new Request(url), { parent: ROOT_CONTEXT, peer: undefined });
    assert.ok(recorded);
    return await context.with(recorded.context, async () => {
      await Promise.resolve();
      return activeServerRequest() === recorded.active;
    });
  };
  assert.deepEqual(
    await Promise.all([serve("http://localhost/a"), serve("http://localhost/b")]),
    [true, true],
  );
});
