import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openStore } from "../store/open_store.ts";
import { SampleBuilder } from "../testing/samples/sample_builder.ts";

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
