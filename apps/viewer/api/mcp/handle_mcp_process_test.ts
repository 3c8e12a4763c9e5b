import assert from "node:assert/strict";
import { sampleStore } from "../../testing/sample_store.ts";
import { createApi } from "../create_api.ts";

const ignore = (["env", "net", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("/mcp serves the protocol's own client", { ignore }, async () => {
  const { Client } = await import("@modelcontextprotocol/sdk/client/index.js");
  const { StreamableHTTPClientTransport } = await import(
    "@modelcontextprotocol/sdk/client/streamableHttp.js"
  );
  const store = await sampleStore({ requests: 4, bigTraceSpans: 2 });
  const closing = new AbortController();
  const api = createApi(store, {
    server: "viewer",
    token: "correct-horse-battery",
    signal: closing.signal,
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, api.fetch);
  const client = new Client({ name: "test", version: "1" });
  try {
    const transport = new StreamableHTTPClientTransport(
      new URL(`http://127.0.0.1:${server.addr.port}/mcp`),
      { requestInit: { headers: { authorization: "Bearer correct-horse-battery" } } },
    );
    // The library's own types are not made for exactOptionalPropertyTypes.
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    const { tools } = await client.listTools();
    assert.equal(tools.length, 5);
    for (const { inputSchema } of tools) assert.equal(inputSchema.type, "object");
    const found = await client.callTool({ name: "find_traces", arguments: { limit: 1 } });
    const [{ text }] = found.content as [{ text: string }];
    assert.equal(JSON.parse(text).traces.length, 1);
    const wrong = await client.callTool({ name: "get_trace", arguments: { trace_id: "no" } });
    assert.equal(wrong.isError, true);
  } finally {
    await client.close();
    closing.abort();
    await server.shutdown();
  }
});
