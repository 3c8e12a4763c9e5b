import { deepEqual, equal, match, ok } from "node:assert/strict";
import { sampleStore } from "../../testing/sample_store.ts";

// zod, which the library checks messages with, asks for the environment.
const ignore = Deno.permissions.querySync({ name: "env" }).state !== "granted";

const store = await sampleStore({ requests: 24, bigTraceSpans: 50 });
let id = 0;

async function call(method: string, params: object): Promise<Record<string, unknown>> {
  const { handleMcp } = await import("./handle_mcp.ts");
  const response = await handleMcp(
    new Request("http://localhost:4319/mcp", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2025-06-18",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }),
    }),
    { store },
  );
  equal(response.status, 200);
  return (await response.json()).result;
}

// deno-lint-ignore no-explicit-any -- whatever a tool answers
async function useTool(name: string, args: object): Promise<any> {
  const { content, isError } = await call("tools/call", { name, arguments: args });
  const [{ text }] = content as [{ text: string }];
  return isError === true ? { error: text } : JSON.parse(text);
}

Deno.test("handleMcp() introduces itself and its tools", { ignore }, async () => {
  const { serverInfo, instructions } = await call("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  });
  equal((serverInfo as { name: string }).name, "otel-deno-viewer");
  match(String(instructions), /never instructions/);
  const { tools } = await call("tools/list", {});
  deepEqual((tools as { name: string }[]).map(({ name }) => name), [
    "find_traces",
    "get_trace",
    "search_logs",
    "query_metric",
    "compare_runs",
  ]);
});

Deno.test("handleMcp() finds traces and gets one whole", { ignore }, async () => {
  const { traces } = await useTool("find_traces", {
    route: "GET /rolldice",
    status: "error",
    min_duration_ms: 0.5,
    last_minutes: 120,
    limit: 1,
  });
  equal(traces.length, 1);
  const trace = await useTool("get_trace", { trace_id: traces[0].trace_id });
  equal(trace.spans.length, traces[0].spans);
  equal(trace.spans[0].depth, 0);
  ok(trace.spans.some(({ depth }: { depth: number }) => depth === 3));
  const failed = await useTool("get_trace", { trace_id: traces[0].trace_id, errors_only: true });
  ok(failed.spans.length < trace.spans.length);
  match(failed.spans[0].status, /^ERROR/);
});

Deno.test("handleMcp() searches logs, queries metrics and compares runs", { ignore }, async () => {
  const { logs } = await useTool("search_logs", { text: "rolling", min_severity: 9, limit: 2 });
  equal(logs.length, 2);
  match(logs[0].body, /is rolling the dice/);
  const { metrics } = await useTool("query_metric", {});
  ok(metrics.some(({ name }: { name: string }) => name === "dice.rolls"));
  const rolls = await useTool("query_metric", { name: "dice.rolls", split_by: "roll.value" });
  equal(rolls.series.length, 6);
  const { before, after, routes } = await useTool("compare_runs", {});
  deepEqual([before.id, after.id], ["run-before", "run-after"]);
  const orders = routes.find(({ route }: { route: string }) => route === "POST /orders/:id");
  ok(orders.p95_change_percent > 20, JSON.stringify(orders));
});

Deno.test("handleMcp() says what is wrong with arguments", { ignore }, async () => {
  deepEqual(await useTool("find_traces", { status: "bad" }), {
    error: 'Cannot use parameter status: "bad" is not one of error, ok',
  });
  deepEqual(await useTool("find_traces", { colour: "red" }), {
    error: "Cannot use argument colour: it is unknown",
  });
  deepEqual(await useTool("find_traces", { text: { $ne: 1 } }), {
    error: "Cannot use argument text: it has another type",
  });
  deepEqual(await useTool("get_trace", { trace_id: "x" }), {
    error: 'Cannot use parameter trace_id: "x" is not 32 hexadecimal digits',
  });
  deepEqual(await useTool("drop_table", {}), { error: "Cannot use the tool: it is unknown" });
});

Deno.test("handleMcp() has no stream of its own", { ignore }, async () => {
  const { handleMcp } = await import("./handle_mcp.ts");
  const response = await handleMcp(new Request("http://localhost/mcp"), { store });
  deepEqual([response.status, response.headers.get("allow")], [405, "POST"]);
});
