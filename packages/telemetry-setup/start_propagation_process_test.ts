import assert from "node:assert/strict";
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { runApp } from "./instrumentations/testdata/run_app.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

const APP = `
  import { createServer } from "node:http";
  import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
  const tracer = trace.getTracer("app");
  tracer.startSpan("at the top").end();
  setTimeout(() => tracer.startSpan("in a timer").end(), 0);
  context.with(ROOT_CONTEXT, () => tracer.startSpan("in the API's root").end());
  tracer.startSpan("asked to be a root", { root: true }).end();
  async function ask(port) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const request = "GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n";
    await connection.write(new TextEncoder().encode(request));
    for await (const _ of connection.readable);
  }
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = Deno.serve(options, () => new Response("Deno"));
  await ask(server.addr.port);
  await server.shutdown();
  const node = createServer((_, response) => response.end("Node"));
  await new Promise((resolve) => node.listen(0, "127.0.0.1", resolve));
  await ask(node.address().port);
  await new Promise((resolve) => node.close(resolve));
`;

/** Whose child each span is. */
async function parentsOf(env: Readonly<Record<string, string>>, flags?: readonly string[]) {
  const { code, spans, stderr } = await runApp({
    files: { "main.ts": APP },
    env: { TRACESTATE: "", BAGGAGE: "", ...env },
    ...flags === undefined ? {} : { flags },
  });
  assert.equal(code, 0, stderr);
  const parents = new Map<string, string>();
  for (const { name, parent_id, context } of spans) {
    const parent = parent_id === null
      ? "nobody"
      : `${context.trace_id} ${parent_id}`.replaceAll("0x", "");
    parents.set(parents.has(name) ? `${name} again` : name, parent);
  }
  return Object.fromEntries(parents);
}

const NOBODYS = {
  "in the API's root": "nobody",
  "asked to be a root": "nobody",
  // Of both servers: whoever sends a request has started nothing here.
  GET: "nobody",
  "GET again": "nobody",
};

Deno.test("TRACEPARENT is the parent of what has none, and of no request", { ignore }, async () => {
  const parent = `${TRACE_ID} ${SPAN_ID}`;
  assert.deepEqual(await parentsOf({ TRACEPARENT }), {
    "at the top": parent,
    "in a timer": parent,
    ...NOBODYS,
  });
});

Deno.test("TRACEPARENT means nothing where it is not valid, not a propagator's, or not permitted", {
  ignore,
}, async () => {
  const nothing = { "at the top": "nobody", "in a timer": "nobody", ...NOBODYS };
  assert.deepEqual(await parentsOf({ TRACEPARENT: "00-nonsense" }), nothing);
  assert.deepEqual(await parentsOf({ TRACEPARENT, OTEL_PROPAGATORS: "baggage,b3" }), nothing);
  const flags = ["--allow-net=127.0.0.1", "--allow-env=OTEL_*,NO_COLOR,NODE_*", "--allow-sys"];
  assert.deepEqual(await parentsOf({ TRACEPARENT }, flags), nothing);
});
