/**
 * What the viewer's store, its API and its pages agree on.
 *
 * | request                                           | answer                                    |
 * | ------------------------------------------------- | ----------------------------------------- |
 * | `GET /api/traces?…TraceQuery`                     | `Page<TraceSummary>`                      |
 * | `GET /api/traces/:traceId`                        | `Trace`                                   |
 * | `GET /api/logs?…LogQuery`                         | `Page<JsonLogRecord>`                     |
 * | `GET /api/metrics?from&to&run`                    | `MetricSummary[]`                         |
 * | `GET /api/metrics/:id?…MetricQuery`               | `MetricData`                              |
 * | `GET /api/services?from&to&run`                   | `ServiceOverview`                         |
 * | `GET /api/runs`, `PATCH /api/runs/:id`            | `Run[]`, `Run`                            |
 * | `GET /api/compare?before&after`                   | `RunComparison`                           |
 * | `GET /api/stream`                                 | server-sent events with `StoreChange`     |
 * | `GET /api/export?run`, `?trace`, `?trace&span`    | OTLP JSON lines                           |
 * | `GET /api/export/traces?…TraceQuery`              | OTLP JSON lines of all that are found     |
 * | `POST /api/import` (OTLP JSON lines)              | `{ spans, logs, metricPoints, rejected }` |
 * | `DELETE /api/data`                                | 204                                       |
 * | `GET /api/receiver`                               | `ReceiverInfo`                            |
 * | `GET /api/stats`, `GET /api/health`               | `StoreStats`, `{ status: "ok" }`          |
 *
 * @module
 */
export type * from "./values.ts";
export type * from "./traces.ts";
export type * from "./logs.ts";
export type * from "./metrics.ts";
export type * from "./services.ts";
export type * from "./runs.ts";
export type * from "./stats.ts";
export type * from "./receiver_info.ts";
export type * from "./telemetry_store.ts";
