import { Hono } from "hono";
import { stream } from "hono/streaming";
import assert from "node:assert/strict";
import { openTelemetry } from "./hono.ts";
import { recordTelemetry } from "./instrumentations/testdata/record_telemetry.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

Deno.test("openTelemetry() alone ends its span with the body, and changes nothing of it", {
  ignore,
}, async () => {
  using telemetry = recordTelemetry();
  const more = Promise.withResolvers<void>();
  const app = new Hono();
  app.use(openTelemetry());
  app.get("/stream", (c) =>
    stream(c, async (out) => {
      await out.write("one");
      await more.promise;
      await out.write("two");
    }));
  app.get("/text", () => new Response("text"));
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}`;

  const response = await fetch(`${url}/stream`);
  const reader = response.body!.getReader();
  await reader.read();
  assert.deepEqual(telemetry.takeSpans(), []);
  more.resolve();
  while (!(await reader.read()).done);
  let spans = telemetry.takeSpans();
  for (let tries = 0; spans.length === 0 && tries < 1000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    spans = telemetry.takeSpans();
  }
  assert.equal(spans[0]?.name, "GET /stream");
  assert.equal(spans[0].attributes["client.address"], "127.0.0.1");

  const text = await fetch(`${url}/text`);
  assert.equal(text.headers.get("content-length"), "4");
  assert.equal(await text.text(), "text");
});
