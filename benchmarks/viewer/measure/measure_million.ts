import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { makeRequests, traceIdOf } from "../load/make_requests.ts";
import { sendRequests } from "../load/send_requests.ts";
import { startMeasuredViewer } from "./start_measured_viewer.ts";

const SEARCHES = 20;
const MIN_PER_CORE_SECOND = 15_000;
const MAX_SEARCH_MS = 100;
const MAX_STORING_MB = 150;
const MAX_STORED_MB = 250;

/** Parameters of `/api/traces`, by what they look for in the spans of the web server. */
const QUERIES: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  "list": {},
  "words of a name": { text: "GET rolldi" },
  "attribute that all have": { attribute: "http.route:/rolldice" },
  "attribute that 1 in 97 has": { attribute: "url.query:player=p13" },
  "attribute that 1 in 20,000 has": { attribute: "client.port:31234" },
  "attribute that none has": { attribute: "client.port:1" },
  "two attributes, and not a third": {
    attribute: ["roll.value:3", "url.query:player=p13", "!url.path:/x"],
  },
  "errors, 1 in 10,000": { status: "error" },
  "longest": { order: "duration" },
  "longest with an attribute": { order: "duration", attribute: "url.query:player=p13" },
  "at least so long": { minDurationNano: "449000" },
  "shorter than any": { maxDurationNano: "1" },
  "a second of long ago": { from: "1760000010000000000", to: "1760000011000000000" },
};

/** Fills a viewer with spans of a web server, then searches them through its API. */
export async function measureMillion(
  { folder, spans }: { readonly folder: string; readonly spans: number },
): Promise<readonly Figure[]> {
  await using viewer = await startMeasuredViewer({ db: join(folder, "million.db") });
  const before = viewer.cpuMillis();
  await sendRequests(viewer.otlpHttp, makeRequests("web server", spans));
  const storing = viewer.peakMegabytes();
  const last = await fetch(`${viewer.url}/api/traces/${traceIdOf(spans / 2 - 1)}`);
  await last.body?.cancel();
  const stats = await viewer.stats();
  if (!last.ok || stats.spans !== spans) {
    throw new Error(`Cannot measure: ${stats.spans} of ${spans} spans are stored`);
  }
  const perSecond = Math.round(spans / (viewer.cpuMillis() - before) * 1000);
  const figures: Figure[] = [
    {
      name: "spans stored, a core-second",
      value: perSecond,
      unit: "spans",
      atLeast: MIN_PER_CORE_SECOND,
    },
    { name: "memory while storing", value: storing, unit: "MB", atMost: MAX_STORING_MB },
    { name: "database, a span", value: Math.round(stats.bytes / spans), unit: "bytes" },
  ];
  const { cursor } = await ask(viewer.url, { limit: "500" });
  if (cursor === undefined) throw new Error("Cannot measure: there is no second page");
  for (const [name, query] of Object.entries({ ...QUERIES, "a later page": { cursor } })) {
    const times: number[] = [];
    for (let search = 0; search < SEARCHES; search++) {
      const start = performance.now();
      await ask(viewer.url, query);
      times.push(performance.now() - start);
    }
    const p95 = times.sort((a, b) => a - b)[Math.ceil(SEARCHES * 0.95) - 1]!;
    figures.push({ name: `p95: ${name}`, value: p95, unit: "ms", atMost: MAX_SEARCH_MS });
  }
  const memory = viewer.peakMegabytes();
  figures.push({ name: "memory, searched", value: memory, unit: "MB", atMost: MAX_STORED_MB });
  return figures;
}

async function ask(
  url: string,
  query: Readonly<Record<string, string | readonly string[]>>,
): Promise<{ readonly cursor?: string }> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) parameters.append(name, one);
  }
  const response = await fetch(`${url}/api/traces?${parameters}`);
  if (!response.ok) throw new Error(`Cannot measure: ${await response.text()}`);
  return await response.json();
}
