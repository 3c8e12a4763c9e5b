import { context, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { answer, enable, fakeServe, INFO, settle } from "../testdata/fake_serve.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";

type Handler = Deno.ServeHandler;

const ok: Handler = () => new Response("ok");
const stream: Handler = () => new Response(ReadableStream.from([new TextEncoder().encode("ok")]));

Deno.test("Deno.serve is recorded in every shape that it can be called in", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const serve = Deno.serve as unknown as (...args: unknown[]) => unknown;
  const shapes: unknown[][] = [
    [ok],
    [ok, { port: 1 }],
    [{ port: 1 }, ok],
    [{ port: 1, handler: ok }],
    [{ port: 1, handler: ok }, undefined],
    [{ port: 1, handler: () => new Response("the other one") }, ok],
    [{ handler: ok }, "no handler"],
    [undefined, ok],
    [{ path: "/tmp/x.sock" }, ok],
  ];
  for (const shape of shapes) {
    assert.deepEqual(serve(...shape), { served: true });
    assert.equal(await (await answer(fake.handler)).text(), "ok", Deno.inspect(shape));
    assert.equal(telemetry.takeSpans().length, 1, Deno.inspect(shape));
  }
});

Deno.test("Deno.serve gets the options as the application gave them", () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  class Options {
    hostname = "127.0.0.1";
    get port() {
      return 8443;
    }
  }
  const onListen = () => {};
  const signal = new AbortController().signal;
  const tls = { cert: "CERT", key: "KEY", port: 443, onListen, signal, reusePort: true };
  for (const options of [tls, new Options(), Object.freeze({ path: "/tmp/x.sock" })]) {
    Deno.serve(options as Deno.ServeTcpOptions, ok);
    assert.equal(fake.options, options);
  }
});

Deno.test("Deno.serve gets all options but onError, when there is one", () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  class Options {
    hostname = "127.0.0.1";
    onError = () => new Response();
    get port() {
      return 8443;
    }
  }
  const options = Object.freeze(new Options());
  Deno.serve(options, ok);
  assert.equal(fake.options["hostname"], "127.0.0.1");
  assert.equal(fake.options["port"], 8443);
  assert.ok(Object.hasOwn(fake.options, "hostname"));
  assert.notEqual(fake.options["onError"], options.onError);
});

Deno.test("Deno.serve gets arguments without a handler untouched", () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const serve = Deno.serve as unknown as (...args: unknown[]) => unknown;
  for (const args of [[], [undefined], [null], [{}], [{ handler: 1 }], ["x"], [{}, "x"]]) {
    serve(...args);
    assert.deepEqual(fake.calls.at(-1), args);
  }
});

Deno.test("Deno.serve records the peer, and none for a Unix socket", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  Deno.serve(ok);
  await answer(fake.handler);
  const [tcp] = telemetry.takeSpans();
  assert.equal(tcp?.attributes["client.address"], "192.0.2.7");
  assert.equal(tcp?.attributes["network.peer.port"], 51234);

  const handler = fake.handler as unknown as Deno.ServeHandler<Deno.UnixAddr>;
  await handler(new Request("http://localhost/"), {
    remoteAddr: { transport: "unix", path: "/tmp/x.sock" },
    completed: Promise.resolve(),
  });
  await settle();
  const [unix] = telemetry.takeSpans();
  assert.equal(unix?.attributes["client.address"], undefined);
  assert.equal(unix?.attributes["network.peer.port"], undefined);
});

Deno.test("The handler runs in the request's context, not in that of Deno.serve", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  const startup = telemetry.tracerProvider.getTracer("test").startSpan("startup");
  await context.with(trace.setSpan(context.active(), startup), async () => {
    Deno.serve(() => {
      telemetry.tracerProvider.getTracer("test").startSpan("child").end();
      return new Response();
    });
    await answer(fake.handler);
  });
  const [child, server] = telemetry.takeSpans();
  assert.equal(server?.parentSpanContext, undefined);
  assert.equal(child?.parentSpanContext?.spanId, server?.spanContext().spanId);
});

Deno.test("The span ends with the last byte, when the body is sent slowly", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  Deno.serve(stream);
  const { promise: completed, resolve } = Promise.withResolvers<void>();
  await fake.handler(new Request("http://localhost/"), { ...INFO, completed });
  await settle();
  assert.equal(telemetry.takeSpans().length, 0);
  resolve();
  await settle();
  assert.equal(telemetry.takeSpans().length, 1);
});

Deno.test("The span ends with the answer, when its body is in memory as a whole", () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  Deno.serve(ok);
  const { promise: completed } = Promise.withResolvers<void>();
  const response = fake.handler(new Request("http://localhost/"), { ...INFO, completed });
  assert.ok(response instanceof Response, "What was there at once is waited for");
  assert.equal(telemetry.takeSpans().length, 1);
});

Deno.test("The span ends with the last byte of any body, when inner functions are off", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = createHttpServerInstrumentation().enable(
    telemetry,
    configWith({ fast_path: false }),
  );
  Deno.serve(ok);
  const { promise: completed, resolve } = Promise.withResolvers<void>();
  await fake.handler(new Request("http://localhost/"), { ...INFO, completed });
  assert.equal(telemetry.takeSpans().length, 0);
  resolve();
  await settle();
  assert.equal(telemetry.takeSpans().length, 1);
});

Deno.test("The span ends, when the client goes away before the last byte", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  using _enabled = enable(telemetry);
  Deno.serve(stream);
  const completed = Promise.reject(new Deno.errors.Interrupted());
  await fake.handler(new Request("http://localhost/"), { ...INFO, completed });
  await settle();
  assert.equal(telemetry.takeSpans()[0]?.attributes["http.response.status_code"], 200);
});

Deno.test("The request is served, when it cannot be recorded", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  const tracerProvider = {
    getTracer: () => ({
      startSpan() {
        throw new Error("broken");
      },
      startActiveSpan() {
        throw new Error("broken");
      },
    }),
  };
  using _enabled = createHttpServerInstrumentation().enable(
    { ...telemetry, tracerProvider },
    DEFAULT_CONFIG,
  );
  Deno.serve(ok);
  assert.equal(await (await answer(fake.handler)).text(), "ok");
});

Deno.test("dispose() puts Deno.serve back and records what is still open", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  const enabled = enable(telemetry);
  Deno.serve(stream);
  const { handler } = fake;
  const completed = new Promise<void>(() => {});
  await handler(new Request("http://localhost/"), { ...INFO, completed });
  assert.equal(telemetry.takeSpans().length, 0);

  enabled[Symbol.dispose]();
  assert.equal(Deno.serve as unknown, fake.serve);
  assert.equal(telemetry.takeSpans()[0]?.attributes["http.response.status_code"], 200);

  // The server lives on, unobserved.
  assert.equal(await (await answer(handler)).text(), "ok");
  assert.equal(telemetry.takeSpans().length, 0);
});

Deno.test("dispose() leaves what somebody else put in place of Deno.serve", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  const enabled = enable(telemetry);
  const inner = Deno.serve;
  const outer = ((...args: Parameters<typeof Deno.serve>) => inner(...args)) as typeof Deno.serve;
  Deno.serve = outer;
  enabled[Symbol.dispose]();
  assert.equal(Deno.serve, outer);
  Deno.serve(ok);
  assert.equal(await (await answer(fake.handler)).text(), "ok");
  assert.equal(telemetry.takeSpans().length, 0);
});

Deno.test("Enabled twice, a request is recorded once, in whichever order it is disposed", async () => {
  using telemetry = recordTelemetry();
  using fake = fakeServe();
  const spansOf = async () => {
    Deno.serve(ok);
    await answer(fake.handler);
    return telemetry.takeSpans().length;
  };
  const first = enable(telemetry);
  const second = enable(telemetry);
  assert.equal(await spansOf(), 1);
  first[Symbol.dispose]();
  assert.equal(await spansOf(), 1);
  second[Symbol.dispose]();
  assert.equal(await spansOf(), 0);
});
