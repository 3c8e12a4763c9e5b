import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openStore } from "../store/open_store.ts";
import type { MetricData } from "../contract/mod.ts";
import { makeLogs, makeTraces, traceId } from "../testing/make_telemetry.ts";
import { SampleBuilder } from "../testing/samples/sample_builder.ts";
import { formatMeasure } from "./model/format/format_measure.ts";
import { seriesName } from "./model/metrics/series_name.ts";
import { ignoreWithoutChromium } from "./testing/ignore_without_chromium.ts";
import { openViewer } from "./testing/open_viewer.ts";
import { sampleDatabase } from "./testing/sample_database.ts";

const ignore = ignoreWithoutChromium();

Deno.test({
  name: "the pages show a trace within two seconds of its arrival, and not while they are paused",
  ignore,
  async fn() {
    const store = await openStore();
    await using viewer = await openViewer(store);
    const page = await viewer.open("/");
    await page.getByText("No traces yet").waitFor();
    equal(await page.locator(".command code").textContent(), "deno task dev:otlp");

    const builder = new SampleBuilder({ startMillis: Date.now(), random: Math.random, run: "r" });
    const add = (name: string) => builder.addSpan({ service: "dice-server", name, at: 0, took: 5 });
    add("first");
    await store.writeTraces(builder.traces());
    await page.locator(".trace-row", { hasText: "first" }).waitFor({ timeout: 2000 });

    await page.keyboard.press(".");
    add("second");
    await store.writeTraces(builder.traces());
    await page.getByText("New traces: show them").click();
    await page.locator(".trace-row", { hasText: "second" }).waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "the list of traces is searched, filtered by a click, and as it was when going back",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase());
    const page = await viewer.open("/traces");
    const rows = page.locator(".trace-row");
    await rows.first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("recount");
    await page.waitForURL("**/traces?q=recount");
    await page.locator(".toolbar-end", { hasText: "1 trace" }).waitFor();
    equal(await rows.count(), 1);

    await page.getByLabel("Search traces").fill("");
    await page.getByRole("button", { name: "Errors only" }).click();
    await page.waitForURL("**/traces?q=status%3Aerror");
    await page.locator(".chip", { hasText: "status:error" }).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".trace-row")].every((row) => row.querySelector(".badge.error"))
    );
    await rows.first().click();
    await page.locator(".span-row").first().waitFor();
    await page.goBack();
    await page.locator(".chip", { hasText: "status:error" }).waitFor();
    equal(await page.getByLabel("Search traces").inputValue(), "status:error");
    await page.locator(".chip").click();
    await page.waitForFunction(() => !location.search.includes("q="));

    const chart = page.locator(".durations .u-over");
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 6, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/[?&]from=\d+&to=\d+/);
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "logs lead to their trace, metrics by an exemplar, services by a route",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase());
    const page = await viewer.open("/logs?q=level:error");
    await page.locator(".log-row").first().click();
    await page.getByRole("link", { name: "To its trace" }).click();
    await page.locator(".span-row.selected").waitFor();
    match(page.url(), /\/traces\/[0-9a-f]{32}\?span=[0-9a-f]{16}$/);

    await page.keyboard.press("3");
    await page.locator(".metric-list a", { hasText: "http.server.request.duration" }).click();
    await page.locator(".chart canvas").waitFor();
    await page.getByRole("button", { name: "p99" }).click();
    await page.waitForURL(/as=p99/);
    await page.getByLabel("Split by").selectOption("http.response.status_code");
    await page.waitForURL(/split=http\.response\.status_code/);
    await page.locator(".series td", { hasText: "http.response.status_code=200" }).first()
      .waitFor();
    const [, id] = /\/metrics\/(\d+)/.exec(page.url())!;
    const answer = await fetch(
      `${viewer.url}/api/metrics/${id}?splitBy=http.response.status_code`,
    );
    const { metric, series } = await answer.json() as MetricData;
    deepEqual(
      await page.locator(".series tbody tr").evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll("td")].slice(0, 2).map((td) => td.textContent))
      ),
      series.map(({ attributes, points }) => [
        seriesName(attributes),
        formatMeasure(points.findLast(({ p99 }) => p99 !== undefined)!.p99!, metric.unit),
      ]),
    );
    await page.locator(".exemplars a").first().click();
    await page.locator(".span-row.selected").waitFor();

    await page.keyboard.press("4");
    await page.locator(".map svg").waitFor();
    await page.getByRole("link", { name: "GET /rolldice" }).click();
    await page.waitForURL(
      /q=service%3Adice-server\+route%3A%2Frolldice|q=service%3Adice-server%20route/,
    );
    await page.locator(".trace-row").first().waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "runs are compared, named and pinned, and what was given is there after a reload",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase());
    const page = await viewer.open("/runs");
    await page.locator(".compare-title").waitFor();
    ok(await page.locator(".worse", { hasText: "%" }).count() > 0);
    const name = page.locator(".run-name").first();
    await name.fill("slower orders");
    await name.press("Enter");
    await page.locator(".compare-title", { hasText: "slower orders" }).waitFor();
    await page.getByRole("button", { name: "Pin" }).first().click();
    await page.getByRole("button", { name: "Pinned" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Pinned" }).waitFor();
    equal(await page.locator(".run-name").first().inputValue(), "slower orders");
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "data is cleared after a question, and comes back from a file that is dropped on a page",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase({ requests: 8, bigTraceSpans: 50 }));
    const page = await viewer.open("/traces");
    await page.locator(".trace-row").first().waitFor();
    const lines = await (await fetch(`${viewer.url}/api/export`)).text();
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Delete all" }).click();
    await page.getByText("No traces yet").waitFor();

    const data = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "telemetry.jsonl"));
      return data;
    }, lines);
    await page.dispatchEvent("#app", "drop", { dataTransfer: data });
    await page.locator(".trace-row").first().waitFor();
    await page.locator(".notice", { hasText: /^telemetry\.jsonl: \d+ spans, / }).waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "what is found is exported, and what is excluded is not in the list",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase());
    const page = await viewer.open("/traces?q=recount");
    const link = page.getByRole("link", { name: "Export found" });
    const found = await (await fetch(new URL((await link.getAttribute("href"))!, viewer.url)))
      .text();
    const names = found.matchAll(/"name":"([^"]+)","kind"/g).map(([, name]) => name!);
    deepEqual([...new Set(names.map((name) => name.replace(/\d+$/, "")))], [
      "nightly recount",
      "batch ",
      "recount player",
    ]);
    await page.getByLabel("Search traces").fill("");
    await page.getByRole("link", { name: "Export all" }).waitFor();

    await page.goto(`${viewer.url}/logs`);
    const rows = page.locator(".log-row");
    await rows.first().click();
    await page.getByRole("link", { name: "Logs of the trace" }).click();
    await page.waitForURL(/q=trace:[0-9a-f]{32}/);
    const total = async (search: string) => {
      const { items } = await (await fetch(`${viewer.url}/api/logs?limit=1000&${search}`)).json();
      return items.length;
    };
    const trace = new URL(page.url()).searchParams.get("q")!;
    await page.getByLabel("Search logs").fill(`-${trace}`);
    const others = await total(`notTraceId=${trace.slice("trace:".length)}`);
    ok(others > 0 && others < await total(""));
    await page.locator(".toolbar-end", { hasText: /\d/ }).waitFor();
    await page.locator(".chip.negated").waitFor();
    await page.locator(".toolbar-end", {
      hasText: others > 300 ? "300+ records" : `${others} records`,
    }).waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "a trace with open spans says so in the list, and a scope that says nothing is not shown",
  ignore,
  async fn() {
    const store = await openStore();
    await store.writeTraces(makeTraces({ service: "shop" }, [
      { trace: "a", id: "1", name: "poll", isOpen: true },
      { trace: "b", id: "1", name: "ended" },
    ]));
    await store.writeTraces(makeTraces({ service: "shop", scope: "http" }, [
      { trace: "b", id: "2", parent: "1", name: "within" },
    ]));
    await store.writeLogs(makeLogs({ service: "shop" }, [{ body: "of no scope" }]));
    await using viewer = await openViewer(store);
    const page = await viewer.open("/traces");
    const badges = (name: string) =>
      page.locator(".trace-row", { hasText: name }).locator(".badge").allTextContents();
    await page.locator(".trace-row").nth(1).waitFor();
    deepEqual([await badges("poll"), await badges("ended")], [["1 open"], []]);

    await page.locator(".totals", { hasText: "3 spans · 1 log · 0 points" }).waitFor();

    const sections = page.locator(".detail summary");
    await page.goto(`${viewer.url}/traces/${traceId("b")}`);
    await page.locator(".span-row", { hasText: "ended" }).click();
    await page.locator(".detail h2", { hasText: "ended" }).waitFor();
    deepEqual(await sections.allTextContents(), ["Attributes 0", "Resource 1"]);
    await page.locator(".span-row", { hasText: "within" }).click();
    await page.locator(".detail h2", { hasText: "within" }).waitFor();
    deepEqual(await sections.allTextContents(), ["Attributes 0", "Resource 1", "Scope "]);
    await page.goto(`${viewer.url}/logs`);
    await page.locator(".log-row").click();
    await page.locator(".detail h2").waitFor();
    deepEqual(await sections.allTextContents(), ["Attributes 0", "Resource 1"]);
    deepEqual(viewer.problems, []);
  },
});
