import type { JsonLogRecord, LogQuery } from "../../contract/logs.ts";
import type { MetricData, MetricQuery, MetricSummary } from "../../contract/metrics.ts";
import type { ReceiverInfo } from "../../contract/receiver_info.ts";
import type { Run, RunComparison } from "../../contract/runs.ts";
import type { ServiceOverview } from "../../contract/services.ts";
import type { StoreStats } from "../../contract/stats.ts";
import type { Trace, TraceQuery, TraceSummary } from "../../contract/traces.ts";
import type { Page, TimeRange } from "../../contract/values.ts";
import { ApiError } from "./api_error.ts";
import { queryString } from "./query_string.ts";

/** What an import has taken in. */
export interface ImportResult {
  readonly spans: number;
  readonly logs: number;
  readonly metricPoints: number;
  readonly rejected: number;
}

type RunRange = TimeRange & { readonly run?: string };

/** The requests that the contract describes. All throw {@linkcode ApiError}. */
export const api = {
  traces: (query: TraceQuery, signal: AbortSignal): Promise<Page<TraceSummary>> =>
    get(`/api/traces${queryString({ ...query })}`, signal),
  trace: (traceId: string, signal: AbortSignal): Promise<Trace> =>
    get(`/api/traces/${encodeURIComponent(traceId)}`, signal),
  logs: (query: LogQuery, signal: AbortSignal): Promise<Page<JsonLogRecord>> =>
    get(`/api/logs${queryString({ ...query })}`, signal),
  metrics: (range: RunRange, signal: AbortSignal): Promise<readonly MetricSummary[]> =>
    get(`/api/metrics${queryString({ ...range })}`, signal),
  metric: ({ id, ...query }: MetricQuery, signal: AbortSignal): Promise<MetricData> =>
    get(`/api/metrics/${id}${queryString({ ...query })}`, signal),
  services: (range: RunRange, signal: AbortSignal): Promise<ServiceOverview> =>
    get(`/api/services${queryString({ ...range })}`, signal),
  runs: (signal: AbortSignal): Promise<readonly Run[]> => get("/api/runs", signal),
  compare: (before: string, after: string, signal: AbortSignal): Promise<RunComparison> =>
    get(`/api/compare${queryString({ before, after })}`, signal),
  receiver: (signal: AbortSignal): Promise<ReceiverInfo> => get("/api/receiver", signal),
  stats: (signal: AbortSignal): Promise<StoreStats> => get("/api/stats", signal),
  updateRun: (id: string, change: { readonly name?: string; readonly pinned?: boolean }) =>
    send<Run>(`/api/runs/${encodeURIComponent(id)}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    }),
  clear: () => send<undefined>("/api/data", { method: "DELETE" }),
  import: (lines: Blob) =>
    send<ImportResult>("/api/import", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines,
    }),
  exportUrl: (selection: { run?: string; trace?: string; span?: string }): string =>
    `/api/export${queryString(selection)}`,
  /** Of the traces that are found; where nothing in particular is looked for, of all there is. */
  exportTracesUrl: (query: TraceQuery): string => {
    const search = queryString({ ...query });
    return search === "" ? "/api/export" : `/api/export/traces${search}`;
  },
} as const;

function get<T>(path: string, signal: AbortSignal): Promise<T> {
  return send<T>(path, { signal });
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("Cannot reach the viewer: is it still running?", 0);
  }
  if (!response.ok) throw new ApiError(await failure(response), response.status);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function failure(response: Response): Promise<string> {
  const text = (await response.text()).slice(0, 500);
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    if (typeof error === "string") return error;
    if (typeof message === "string") return message;
  } catch {
    // Not JSON: the text itself is what there is.
  }
  return text || `The viewer answered ${response.status}`;
}
