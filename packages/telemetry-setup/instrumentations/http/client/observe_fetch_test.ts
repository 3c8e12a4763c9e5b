import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { withoutTracing } from "../../without_tracing.ts";
import { createHttpClientInstrumentation } from "./http_client.ts";

type FetchCall = [input: unknown, init?: RequestInit];

/** Takes the place of Deno's fetch, which needs a permission. */
function stubFetch(answer: (...args: FetchCall) => Promise<Response>) {
  const { fetch } = globalThis;
  const calls: FetchCall[] = [];
  const stub = (...args: FetchCall) => {
    calls.push(args);
    return answer(...args);
  };
  globalThis.fetch = stub as typeof fetch;
  return { calls, stub, [Symbol.dispose]: () => void (globalThis.fetch = fetch) };
}

const URL_TEXT = "http://dice.example/rolldice";
const ok = () => Promise.resolve(new Response("6"));
/** What the receiver would see of the first call. */
const headersOf = ([input, init]: FetchCall = [""]) => new Request(input as string, init).headers;

Deno.test("fetch looks as before, while it is observed", () => {
  const { name, length } = fetch;
  const text = fetch.toString();
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, "fetch");
  using telemetry = recordTelemetry();
  const original = fetch;
  const enabled = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  assert.notEqual(fetch, original);
  assert.deepEqual([fetch.name, fetch.length, fetch.toString()], [name, length, text]);
  assert.equal("prototype" in fetch, false);
  assert.deepEqual(Object.keys(fetch), []);
  const { value: _, ...now } = Object.getOwnPropertyDescriptor(globalThis, "fetch") ?? {};
  const { value: __, ...before } = descriptor ?? {};
  assert.deepEqual(now, before);
  enabled[Symbol.dispose]();
  assert.equal(fetch, original);
});

Deno.test("Response.prototype is as before, once fetch is no longer observed", () => {
  const before = Object.getOwnPropertyDescriptors(Response.prototype);
  using telemetry = recordTelemetry();
  const enabled = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const observed = Object.getOwnPropertyDescriptors(Response.prototype);
  assert.notEqual(observed.text.value, before.text.value);
  for (const [name, { enumerable, writable }] of Object.entries(observed)) {
    const original = before[name as keyof typeof before];
    assert.deepEqual([enumerable, writable], [original?.enumerable, original?.writable], name);
  }
  assert.deepEqual([observed.text.value?.name, observed.clone.value?.name], ["text", "clone"]);
  enabled[Symbol.dispose]();
  assert.deepEqual(Object.getOwnPropertyDescriptors(Response.prototype), before);
});

Deno.test("fetch ends its span with a body that is read by a method taken before", async () => {
  using _stub = stubFetch(ok);
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const { text } = Response.prototype;
  const response = await fetch(URL_TEXT);
  assert.equal(telemetry.takeSpans().length, 0);
  assert.equal(await text.call(response), "6");
  assert.equal(telemetry.takeSpans().length, 1);
});

Deno.test("fetch takes the trace context along, in place of one that the application sends", async () => {
  using stub = stubFetch(ok);
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const old = `00-${"1".repeat(32)}-${"2".repeat(16)}-01`;
  const headers = new Headers({ traceparent: old, a: "b" });
  const init = Object.freeze({ method: "POST", headers, body: "x" });
  await trace.getTracer("test").startActiveSpan("parent", async (parent) => {
    await (await fetch(URL_TEXT, init)).text();
    parent.end();
  });
  const [client, parent] = telemetry.takeSpans();
  assert.equal(client?.parentSpanContext?.spanId, parent?.spanContext().spanId);
  const sent = headersOf(stub.calls[0]);
  assert.equal(sent.get("a"), "b");
  assert.ok(sent.get("traceparent")?.includes(String(client?.spanContext().spanId)));
  assert.deepEqual([...headers], [["a", "b"], ["traceparent", old]]);
});

Deno.test("fetch takes the trace context along for every form of headers, and changes none", async () => {
  const request = new Request(URL_TEXT, { headers: { a: "b" } });
  const forms: readonly FetchCall[] = [
    [URL_TEXT, { headers: { a: "b" } }],
    [URL_TEXT, { headers: [["a", "b"]] }],
    [URL_TEXT, { headers: new Headers({ a: "b" }) }],
    [URL_TEXT, { headers: new Map([["a", "b"]]) as never }],
    [URL_TEXT, Object.assign(Object.create({ headers: { a: "b" } }))],
    [URL_TEXT, request],
    [request],
    [request, {}],
    [new Request(URL_TEXT, { headers: { a: "other" } }), { headers: { a: "b" } }],
  ];
  for (const form of forms) {
    using stub = stubFetch(ok);
    using telemetry = recordTelemetry();
    using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    await (await (fetch as (...args: FetchCall) => Promise<Response>)(...form)).text();
    const names = [...headersOf(stub.calls[0])].map(([name, value]) =>
      name === "a" ? `a: ${value}` : name
    );
    assert.deepEqual(names, ["a: b", "traceparent"]);
  }
  assert.deepEqual([...request.headers], [["a", "b"]]);
});

Deno.test("fetch gets headers that can be read only once", async () => {
  using stub = stubFetch((input, init) => {
    new Request(input as string, init);
    return ok();
  });
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const once = [["a", "b"]].values() as unknown as [string, string][];
  await (await fetch(URL_TEXT, { headers: once })).text();
  assert.equal(headersOf(stub.calls[0]).get("a"), "b");
});

Deno.test("fetch is left alone in a context without tracing", async () => {
  using stub = stubFetch(ok);
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const init = { headers: { a: "b" } };
  await context.with(withoutTracing(ROOT_CONTEXT), () => fetch(URL_TEXT, init));
  assert.deepEqual(telemetry.takeSpans(), []);
  assert.equal(stub.calls[0]?.[1], init);
});

Deno.test("fetch gives the response and the error that it gave before", async () => {
  const response = new Response("6");
  const error = new TypeError("fetch failed");
  using telemetry = recordTelemetry();
  {
    using _stub = stubFetch(() => Promise.resolve(response));
    using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    const keys = Reflect.ownKeys(response);
    assert.equal(await fetch(URL_TEXT), response);
    assert.deepEqual(Reflect.ownKeys(response), keys);
    const { body } = response;
    assert.ok(body instanceof ReadableStream);
    assert.equal(response.body, body);
    assert.deepEqual(Object.keys(body), []);
  }
  {
    using _stub = stubFetch(() => Promise.reject(error));
    using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    await assert.rejects(fetch(URL_TEXT), (thrown) => thrown === error);
  }
  {
    using _stub = stubFetch(() => {
      throw error;
    });
    using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    assert.throws(() => fetch(URL_TEXT), (thrown) => thrown === error);
  }
});

Deno.test("fetch says itself what is wrong with its arguments", async () => {
  const wrong: readonly unknown[][] = [
    [],
    [undefined],
    [Symbol("x")],
    ["http://"],
    [URL_TEXT, 7],
    [URL_TEXT, { headers: 7 }],
    [URL_TEXT, { headers: null }],
    [URL_TEXT, { method: "a b" }],
    [URL_TEXT, { body: "x" }],
  ];
  const outcomeOf = async (args: unknown[]) => {
    try {
      return await (fetch as (...args: unknown[]) => unknown)(...args);
    } catch (error) {
      const { name, message, stack = "" } = error as Error;
      return { name, message, firstLine: stack.split("\n")[0] };
    }
  };
  for (const args of wrong) {
    const before = await outcomeOf(args);
    using telemetry = recordTelemetry();
    using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
    assert.deepEqual(await outcomeOf(args), before);
    assert.equal((before as Error).name, "TypeError", String(args[1]));
  }
});

Deno.test("fetch tells in the stack of an error where the application called it", async () => {
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  async function rollTheDice() {
    await fetch("http://127.0.0.1:1/");
  }
  await assert.rejects(rollTheDice(), (error: Error) => /rollTheDice/.test(error.stack ?? ""));
});

Deno.test("fetch makes no span and no measurement once it is no longer observed", async () => {
  using stub = stubFetch(ok);
  using telemetry = recordTelemetry();
  const enabled = createHttpClientInstrumentation().enable(telemetry, DEFAULT_CONFIG);
  const kept = fetch;
  enabled[Symbol.dispose]();
  assert.equal(fetch, stub.stub);
  await kept(URL_TEXT);
  assert.deepEqual(telemetry.takeSpans(), []);
});

Deno.test("fetch takes part in what is recorded when telemetry ends: an answer not read, none yet", async () => {
  using telemetry = recordTelemetry();
  using _stub = stubFetch((input) =>
    input === URL_TEXT ? ok() : Promise.withResolvers<Response>().promise
  );
  const enabled = createHttpClientInstrumentation({ setTimer: () => {} })
    .enable(telemetry, DEFAULT_CONFIG);
  await fetch(URL_TEXT);
  void fetch("http://dice.example/never");
  enabled[Symbol.dispose]();
  assert.deepEqual(
    telemetry.takeSpans().map(({ attributes }) => attributes["http.response.status_code"]),
    [200, undefined],
  );
});

Deno.test("createHttpClientInstrumentation() leaves it to Deno's own OpenTelemetry", () => {
  const { fetch } = globalThis;
  using telemetry = recordTelemetry();
  using _ = createHttpClientInstrumentation({ augment: true }).enable(telemetry, DEFAULT_CONFIG);
  assert.equal(globalThis.fetch, fetch);
});
