import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { JsonLogRecord, Page, TelemetryStore, TraceSummary } from "../contract/mod.ts";
import { openStore } from "../store/open_store.ts";
import { fillStore } from "../testing/fill_store.ts";
import { sampleStore } from "../testing/sample_store.ts";
import { createApi } from "./create_api.ts";

const SAMPLES = { requests: 24, bigTraceSpans: 50 };
const store = await sampleStore(SAMPLES);
const sqlite = await openStore();
await fillStore(sqlite, SAMPLES);
/** What is true of the store for tests has to be true of the other one. */
const STORES = Object.entries({ "a store in memory": store, SQLite: sqlite });

function request(path: string, init: RequestInit = {}, of: TelemetryStore = store) {
  const api = createApi(of, { server: "viewer", signal: new AbortController().signal });
  return api.request(`http://localhost:4319${path}`, init);
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() gives the pages of a list, each item once, with ${kind}`, async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? "" : `&cursor=${cursor}`;
      const response = await request(`/api/traces?limit=7${more}`, {}, of);
      const page: Page<TraceSummary> = await response.json();
      seen.push(...page.items.map(({ traceId }) => traceId));
      ({ cursor } = page);
    } while (cursor !== undefined);
    equal(seen.length, (await of.stats()).traces);
    equal(new Set(seen).size, seen.length);
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() finds by every parameter of traces, with ${kind}`, async () => {
    const names = async (query: string) => {
      const response = await request(`/api/traces?${query}`, {}, of);
      equal(response.status, 200, query);
      return ((await response.json()) as Page<TraceSummary>).items.map(({ name }) => name);
    };
    ok((await names("status=error")).length > 0);
    deepEqual(await names("text=nightly"), ["nightly recount"]);
    deepEqual(await names("name=process+orders&attribute=!messaging.system:kafka"), []);
    const one = (await names("attribute=messaging.system:kafka"))[0]!;
    equal((await names(`text=nightly&notName=${encodeURIComponent(one)}`)).length, 1);
    deepEqual(await names("text=nightly&notName=x&notName=nightly+recount"), []);
    deepEqual(await names("text=nightly&notRoute=nightly+recount"), []);
    ok((await names("attribute=messaging.system:kafka&run=run-after")).length > 0);
    deepEqual(await names("text=nightly&notRun=run-after"), []);
    equal((await names("text=nightly&notRun=run-before&notService=web-shop")).length, 1);
    deepEqual(await names("minDurationNano=3999000000&maxDurationNano=4001000000"), [
      "nightly recount",
    ]);
    equal((await names("order=duration&limit=1"))[0], "nightly recount");
    deepEqual(await names("to=1000"), []);
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() finds log records by what they are not of, with ${kind}`, async () => {
    const found = async (query: string) => {
      const response = await request(`/api/logs?limit=1000&${query}`, {}, of);
      equal(response.status, 200, query);
      return ((await response.json()) as Page<JsonLogRecord>).items;
    };
    const all = await found("");
    for (
      const [name, value] of [
        ["notService", ({ service }) => service],
        ["notScope", ({ scope }) => scope.name],
        ["notTraceId", ({ traceId }) => traceId],
        ["notSpanId", ({ spanId }) => spanId],
      ] as const satisfies readonly (readonly [string, (log: JsonLogRecord) => string])[]
    ) {
      const excluded = value(all.find((log) => value(log) !== "")!);
      const others = await found(`${name}=${encodeURIComponent(excluded)}`);
      deepEqual(others, all.filter((log) => value(log) !== excluded), name);
      ok(others.length < all.length, name);
    }
    deepEqual(await found("notRun=run-before&notRun=run-after"), []);
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() answers with a whole trace, or that it is not there, with ${kind}`, async () => {
    const { items } = await of.findTraces({ text: "nightly", limit: 1 });
    const response = await request(`/api/traces/${items[0]?.traceId}`, {}, of);
    equal(response.headers.get("content-type"), "application/json");
    deepEqual(await response.json(), await of.getTrace(items[0]!.traceId));
    equal((await request(`/api/traces/${"1".repeat(32)}`, {}, of)).status, 404);
  });
}

for (
  const [path, error] of [
    ["/api/traces?limit=501", 'Cannot use parameter limit: "501" is not an integer from 1 to 500'],
    ["/api/traces?order=name", 'Cannot use parameter order: "name" is not one of start, duration'],
    ["/api/traces?sort=name", "Cannot use parameter sort: it is unknown here"],
    ["/api/traces?text=a&text=b", "Cannot use parameter text: it is there twice"],
    [
      "/api/traces?from=yesterday",
      'Cannot use parameter from: "yesterday" is not nanoseconds since 1970',
    ],
    [
      "/api/traces?from=9999999999999999999",
      'Cannot use parameter from: "9999999999999999999" is not nanoseconds since 1970',
    ],
    ["/api/traces?from=2&to=1", "Cannot use parameter from: it is after to"],
    [
      "/api/traces?minDurationNano=2&maxDurationNano=1",
      "Cannot use parameter minDurationNano: it is above maxDurationNano",
    ],
    ["/api/traces?attribute=:x", "Cannot use parameter attribute: it has no key"],
    ["/api/traces?cursor=no", "Cannot use parameter cursor: it is from no answer of this list"],
    ["/api/logs?cursor=-1", "Cannot use parameter cursor: it is from no answer of this list"],
    ["/api/traces/xyz", 'Cannot use parameter traceId: "xyz" is not 32 hexadecimal digits'],
    [
      "/api/logs?minSeverity=-1",
      'Cannot use parameter minSeverity: "-1" is not an integer from 0 to 24',
    ],
    ["/api/logs?spanId=12", 'Cannot use parameter spanId: "12" is not 16 hexadecimal digits'],
    [
      "/api/logs?notTraceId=12",
      'Cannot use parameter notTraceId: "12" is not 32 hexadecimal digits',
    ],
    ["/api/metrics/first", "Cannot use the metric's id: it is not a number"],
    [
      "/api/metrics/1?maxPoints=0",
      'Cannot use parameter maxPoints: "0" is not an integer from 1 to 10000',
    ],
    ["/api/compare?before=x", "Cannot compare runs: parameter after is missing"],
    ["/api/export/traces?run=a&trace=b", "Cannot use parameter trace: it is unknown here"],
    [
      "/api/export/traces?cursor=no",
      "Cannot use parameter cursor: it is from no answer of this list",
    ],
    ["/api/export?span=b7ad6b7169203331", "Cannot use parameter span: its trace is missing"],
    [
      `/api/services?${"%00".repeat(100)}=1`,
      `Cannot use parameter ${"\\u0000".repeat(60)}…: it is unknown here`,
    ],
  ] as const
) {
  Deno.test(`createApi() answers 400 with one line, when asked for ${path.slice(0, 60)}`, async () => {
    const response = await request(path);
    equal(response.status, 400);
    deepEqual(await response.json(), { error });
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() answers 404 for what is not in the store, with ${kind}`, async () => {
    for (
      const path of [
        "/api/traces/00000000000000000000000000000001",
        "/api/metrics/999999",
        "/api/compare?before=no&after=run-after",
        "/api/export?run=no",
        "/api/export?trace=00000000000000000000000000000001",
        "/api/export/traces?text=unheard",
        "/api/nothing",
      ]
    ) equal((await request(path, {}, of)).status, 404, path);
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() exports what a search finds as a file, with ${kind}`, async () => {
    const response = await request("/api/export/traces?text=nightly", {}, of);
    equal(response.headers.get("content-type"), "application/x-ndjson");
    equal(
      response.headers.get("content-disposition"),
      'attachment; filename="otlp-traces.jsonl"',
    );
    const lines = (await response.text()).trimEnd().split("\n").map((line) => JSON.parse(line));
    const names = lines.flatMap(({ resourceSpans = [] }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans)
      .map(({ name }) => name);
    equal(names.length, SAMPLES.bigTraceSpans);
    ok(names.includes("nightly recount"));
  });
}

for (const [kind, of] of STORES) {
  Deno.test(`createApi() names and pins a run, with ${kind}`, async () => {
    const change = (body: string) => request("/api/runs/run-before", { method: "PATCH", body }, of);
    const { name, pinned } = await (await change('{"name":"base <b>","pinned":true}')).json();
    deepEqual({ name, pinned }, { name: "base <b>", pinned: true });
    for (const body of ["", "[]", '{"id":"x"}', '{"name":1}', '{"pinned":"yes"}']) {
      equal((await change(body)).status, 400, body);
    }
    equal((await request("/api/runs/no", { method: "PATCH", body: "{}" }, of)).status, 404);
  });
}

Deno.test("createApi() sends strict headers with every answer, errors too", async () => {
  for (const path of ["/api/stats", "/api/nothing", "/api/traces?limit=x"]) {
    const { headers } = await request(path);
    match(headers.get("content-security-policy")!, /default-src 'none'.*script-src 'self';/);
    equal(headers.get("x-content-type-options"), "nosniff");
    equal(headers.get("cache-control"), "no-store");
    equal(headers.get("server"), "viewer");
    equal(headers.get("access-control-allow-origin"), null);
  }
});

Deno.test("createApi() tells nothing of an error that is its own mistake, but to onError", async () => {
  const heard: unknown[] = [];
  const broken = { ...store, stats: () => Promise.reject(new Error("secret path")) };
  const api = createApi(broken, {
    server: "viewer",
    signal: new AbortController().signal,
    onError: (error) => heard.push(error),
  });
  const response = await api.request("http://localhost/api/stats");
  equal(response.status, 500);
  deepEqual(await response.json(), { error: "Cannot answer: there was an error in the viewer" });
  equal(heard.length, 1);
});
