import { context, propagation, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { configWith } from "../testdata/instrumentation_config.ts";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";

const CONFIG = configWith({ http_server_excluded_urls: ["/healthz"] });

Deno.test("Deno.serve records neither an excluded request nor what is done for it", async () => {
  using telemetry = recordTelemetry();
  const answer = instrumentHandler(telemetry, async () => {
    await Promise.resolve();
    trace.getTracer("test").startActiveSpan("child", (span) => span.end());
    const carrier = {};
    propagation.inject(context.active(), carrier);
    return Response.json(carrier);
  }, CONFIG);
  const excluded = await answer(new Request("http://localhost/healthz"));
  assert.equal(excluded.status, 200);
  assert.deepEqual(await excluded.json(), {});
  assert.deepEqual(telemetry.takeSpans(), []);
  assert.equal(await telemetry.collectDuration(), undefined);

  await answer(new Request("http://localhost/rolldice"));
  assert.deepEqual(telemetry.takeSpans().map(({ name }) => name), ["child", "GET"]);
});

Deno.test("Deno.serve answers an excluded request as before, when its handler throws", async () => {
  using telemetry = recordTelemetry();
  const answer = instrumentHandler(telemetry, () => {
    throw new RangeError("no dice");
  }, CONFIG);
  await assert.rejects(answer(new Request("http://localhost/healthz")), RangeError);
  assert.deepEqual(telemetry.takeSpans(), []);
});
