import assert from "node:assert/strict";
import { answer, enable, fakeServe, INFO } from "../testdata/fake_serve.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";

Deno.test("A handler that throws is recorded as 500, its error reaches Deno unchanged", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const error = new RangeError("no dice");
  const handlers: Deno.ServeHandler[] = [
    () => {
      throw error;
    },
    () => Promise.reject(error),
  ];
  for (const handler of handlers) {
    Deno.serve(handler);
    await assert.rejects(async () => await fake.handler(new Request("http://localhost/"), INFO), {
      name: "RangeError",
      message: "no dice",
    });
    const [span] = telemetry.takeSpans();
    assert.equal(span?.attributes["http.response.status_code"], 500);
    assert.equal(span?.attributes["error.type"], "RangeError");
    assert.equal(span?.events[0]?.name, "exception");
  }
});

Deno.test("A thrown value that cannot be read reaches Deno unchanged too", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const hostile = Object.create(null);
  Deno.serve(() => {
    throw hostile;
  });
  const thrown = await Promise.resolve(answer(fake.handler)).then(() => "nothing", (e) => e);
  assert.equal(thrown, hostile);
  assert.equal(telemetry.takeSpans().length, 1);
});

Deno.test("onError's answer is what is recorded, with the error if it is 5xx", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  for (const status of [418, 503]) {
    const onError = () => new Response("sorry", { status });
    Deno.serve({ onError }, () => {
      throw new RangeError("no dice");
    });
    assert.equal((await answer(fake.handler)).status, status);
    const [span] = telemetry.takeSpans();
    assert.equal(span?.attributes["http.response.status_code"], status);
    assert.equal(span?.attributes["error.type"], status === 503 ? "RangeError" : undefined);
  }
});

Deno.test("onError is asked once, when it throws itself; Deno is told what it threw", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const asked: unknown[] = [];
  const onError = (error: unknown) => {
    asked.push(error);
    throw new TypeError("from onError");
  };
  Deno.serve({ onError }, () => Promise.reject("boom"));
  const thrown = await Promise.resolve(answer(fake.handler)).catch((error: unknown) => error);
  const denoAsks = fake.options["onError"] as (error: unknown) => Response;
  assert.throws(() => denoAsks(thrown), { name: "TypeError", message: "from onError" });
  assert.deepEqual(asked, ["boom"]);
  assert.equal(telemetry.takeSpans()[0]?.attributes["http.response.status_code"], 500);

  // Deno itself asks about errors that come while the body is sent.
  assert.throws(() => denoAsks(new Error("stream")), { message: "from onError" });
  assert.equal(asked.length, 2);
});

Deno.test("A handler that returns no usable response is recorded as Deno answers it", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const used = new Response("x");
  await used.text();
  for (const response of [undefined, "text", Response.error(), used]) {
    Deno.serve(() => response as Response);
    await assert.rejects(() => answer(fake.handler), { name: "TypeError" });
    const [span] = telemetry.takeSpans();
    assert.equal(span?.attributes["http.response.status_code"], 500);
    assert.equal(span?.attributes["error.type"], "TypeError");
  }
});
