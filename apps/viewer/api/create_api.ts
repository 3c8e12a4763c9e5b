import { type Context, Hono } from "hono";
import type { ReceiverInfo, TelemetryStore } from "../contract/mod.ts";
import { exportResponse } from "./data/export_response.ts";
import { exportSelection } from "./data/export_selection.ts";
import { exportTraces } from "./data/export_traces.ts";
import { importLines } from "./data/import_lines.ts";
import { streamChanges } from "./data/stream_changes.ts";
import { type GuardOptions, guardRequests } from "./guard/guard_requests.ts";
import { BadRequest } from "./request/bad_request.ts";
import { findPage } from "./request/find_page.ts";
import { QueryReader, readId } from "./request/query_reader.ts";
import { readExportSelection } from "./request/read_export_selection.ts";
import { readLogQuery } from "./request/read_log_query.ts";
import { readMetricQuery } from "./request/read_metric_query.ts";
import { readRunChange } from "./request/read_run_change.ts";
import { readRunRange } from "./request/read_run_range.ts";
import { readTraceQuery } from "./request/read_trace_query.ts";
import { servePages } from "./serve_pages.ts";

/** Options of {@linkcode createApi}. */
export interface ApiOptions extends GuardOptions {
  /** The folder of the pages. @default there are none */
  readonly pages?: string;
  /** Where OTLP is taken, as soon as it is known. @default on the ports that OTLP has */
  readonly receiver?: Promise<Pick<ReceiverInfo, "httpPort" | "grpcPort">>;
  /** Ends what would never end by itself: streams. */
  readonly signal: AbortSignal;
  /** Told of errors that are our own mistakes. @default `console.error` */
  readonly onError?: (error: unknown) => void;
}

const DEFAULT_PORTS = { httpPort: 4318, grpcPort: 4317 };
/** More pages than anybody has open. */
const MAX_STREAMS = 64;

/**
 * The viewer's API and pages: the routes that `contract/mod.ts` lists.
 *
 * @param store What is asked.
 * @param options Who may ask, and where the pages are.
 * @returns The application; `fetch` serves it.
 *
 * @example
 * ```ts
 * import { createApi } from "./create_api.ts";
 * import { createMemoryStore } from "../testing/create_memory_store.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * const api = createApi(createMemoryStore(), {
 *   server: "viewer",
 *   signal: new AbortController().signal,
 * });
 * const response = await api.request("http://localhost/api/traces?limit=0");
 * deepEqual(await response.json(), {
 *   error: 'Cannot use parameter limit: "0" is not an integer from 1 to 500',
 * });
 * ```
 */
export function createApi(store: TelemetryStore, options: ApiOptions): Hono {
  const { pages, signal, receiver, token, onError = console.error } = options;
  const app = new Hono();
  let streams = 0;

  app.use(guardRequests(options));

  app.get("/api/traces", async (c) => {
    const query = readTraceQuery(queryOf(c));
    return c.json(await findPage(query, (query) => store.findTraces(query)));
  });
  app.get("/api/traces/:traceId", async (c) => {
    queryOf(c).end();
    const id = readId("traceId", c.req.param("traceId"), 32);
    if (store.getTraceJson === undefined) {
      return c.json(found(await store.getTrace(id), "trace"));
    }
    const json = found(await store.getTraceJson(id), "trace");
    return c.body(json, 200, { "content-type": "application/json" });
  });
  app.get("/api/logs", async (c) => {
    const query = readLogQuery(queryOf(c));
    return c.json(await findPage(query, (query) => store.findLogs(query)));
  });
  app.get("/api/metrics", async (c) => c.json(await store.listMetrics(readRunRange(queryOf(c)))));
  app.get("/api/metrics/:id", async (c) => {
    const query = readMetricQuery(queryOf(c), c.req.param("id"));
    return c.json(found(await store.getMetric(query), "metric"));
  });
  app.get("/api/services", async (c) => c.json(await store.getServices(readRunRange(queryOf(c)))));
  app.get("/api/runs", async (c) => {
    queryOf(c).end();
    return c.json(await store.listRuns());
  });
  app.patch("/api/runs/:id", async (c) => {
    queryOf(c).end();
    const change = await readRunChange(c.req.raw);
    return c.json(found(await store.updateRun(c.req.param("id"), change), "run"));
  });
  app.get("/api/compare", async (c) => {
    const reader = queryOf(c);
    const [before, after] = [reader.text("before"), reader.text("after")];
    reader.end();
    if (before === undefined || after === undefined) {
      const missing = before === undefined ? "before" : "after";
      throw new BadRequest(`Cannot compare runs: parameter ${missing} is missing`);
    }
    return c.json(found(await store.compareRuns(before, after), "run"));
  });
  app.get("/api/stream", (c) => {
    queryOf(c).end();
    if (streams >= MAX_STREAMS) {
      return c.json({ error: `Cannot open a stream: there are ${streams} already` }, 503);
    }
    streams++;
    const body = streamChanges(store, { signal, onEnd: () => streams-- });
    return c.body(body, 200, { "content-type": "text/event-stream; charset=utf-8" });
  });
  app.get(
    "/api/export",
    (c) => exportResponse(exportSelection(store, readExportSelection(queryOf(c)))),
  );
  app.get(
    "/api/export/traces",
    (c) => exportResponse(exportTraces(store, readTraceQuery(queryOf(c)))),
  );
  app.post("/api/import", async (c) => {
    queryOf(c).end();
    const { body } = c.req.raw;
    if (body === null) throw new BadRequest("Cannot import: the body is empty");
    const encoding = c.req.header("content-encoding") ?? "identity";
    if (encoding !== "identity") {
      throw new BadRequest("Cannot import: the body must not be compressed", 415);
    }
    return c.json(await importLines(body, { store }));
  });
  app.delete("/api/data", async (c) => {
    queryOf(c).end();
    await store.clear();
    return c.body(null, 204);
  });
  app.get("/api/stats", async (c) => {
    queryOf(c).end();
    return c.json(await store.stats());
  });
  app.get("/api/receiver", async (c) => {
    queryOf(c).end();
    const info: ReceiverInfo = {
      ...await receiver ?? DEFAULT_PORTS,
      needsToken: token !== undefined,
    };
    return c.json(info);
  });
  app.get("/api/health", (c) => c.json({ status: "ok" }));
  app.all("/mcp", async (c) => {
    // The library takes long to load, and few ask for it.
    const { handleMcp } = await import("./mcp/handle_mcp.ts");
    return await handleMcp(c.req.raw, { store });
  });

  app.get(
    "*",
    (c) =>
      pages === undefined || c.req.path.startsWith("/api/")
        ? notFound(c)
        : servePages(pages, c.req.path),
  );
  app.notFound(notFound);
  app.onError((error, c) => {
    if (error instanceof BadRequest) return c.json({ error: error.message }, error.status);
    onError(error);
    return c.json({ error: "Cannot answer: there was an error in the viewer" }, 500);
  });
  return app;
}

function queryOf(c: Context): QueryReader {
  return new QueryReader(new URL(c.req.url).searchParams);
}

function found<T>(item: T | undefined, what: string): T {
  if (item === undefined) {
    throw new BadRequest(`Cannot find the ${what}: it is not in the store`, 404);
  }
  return item;
}

function notFound(c: Context): Response {
  return c.json({ error: "Cannot find what was asked for: there is nothing at this path" }, 404);
}
