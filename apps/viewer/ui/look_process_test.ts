import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";

import { openStore } from "../store/open_store.ts";
import { SampleBuilder } from "../testing/samples/sample_builder.ts";
import { seededRandom } from "../testing/samples/seeded_random.ts";
import { ignoreWithoutChromium } from "./testing/ignore_without_chromium.ts";
import { lowContrast } from "./testing/low_contrast.ts";
import { openViewer } from "./testing/open_viewer.ts";
import { sampleDatabase } from "./testing/sample_database.ts";

const ignore = ignoreWithoutChromium();
/** Screenshots to look at; the folder is not committed. */
const SHOTS = join(import.meta.dirname!, "../dist/screenshots");

const PAGES: readonly { name: string; path: string; ready: string; keys?: readonly string[] }[] = [
  { name: "traces", path: "/traces", ready: ".trace-row", keys: ["j"] },
  { name: "trace", path: "/traces/ERROR", ready: ".span-row", keys: ["n"] },
  { name: "flame", path: "/traces/ERROR?view=flame", ready: ".flame canvas", keys: ["j"] },
  { name: "trace-logs", path: "/traces/ERROR?view=logs", ready: ".trace-log" },
  { name: "logs", path: "/logs", ready: ".log-row", keys: ["j", "j"] },
  { name: "metrics", path: "/metrics", ready: ".chart canvas" },
  { name: "services", path: "/services", ready: ".routes td" },
  { name: "runs", path: "/runs", ready: ".compare-title" },
  { name: "compare", path: "/traces/ERROR/compare/OTHER", ready: ".compare-row" },
  { name: "help", path: "/traces", ready: ".trace-row", keys: ["?"] },
  { name: "send", path: "/traces", ready: ".trace-row", keys: ["s"] },
];

for (const theme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    Deno.test({
      name: `every page fits ${width} pixels and can be read, in ${theme} colours`,
      ignore,
      async fn() {
        const store = await sampleDatabase();
        const { items } = await store.findTraces({ text: "charge", status: "error", limit: 2 });
        await using viewer = await openViewer(store);
        await Deno.mkdir(SHOTS, { recursive: true });
        for (const { name, path, ready, keys = [] } of PAGES) {
          const address = path.replace("ERROR", items[0]!.traceId)
            .replace("OTHER", items[1]!.traceId);
          const page = await viewer.open(address, { width, theme });
          await page.locator(ready).first().waitFor();
          for (const key of keys) await page.keyboard.press(key);
          await settle(page);
          await page.screenshot({ path: join(SHOTS, `${name}-${width}-${theme}.png`) });
          equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
          deepEqual(await page.evaluate(wideTables), [], name);
          deepEqual(await page.evaluate(lowContrast), [], name);
          await page.context().close();
        }
        deepEqual(viewer.problems, []);
      },
    });
  }
}

Deno.test({
  name: "lowContrast() finds pale text, when a page has some",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase({ requests: 4 }));
    const page = await viewer.open("/traces");
    await page.locator(".trace-row").first().waitFor();
    await page.evaluate(() => document.documentElement.style.setProperty("--muted", "#a0a0a0"));
    ok((await page.evaluate(lowContrast)).length > 0);
  },
});

Deno.test({
  name: "names, bodies and attributes that mean harm are shown and do nothing",
  ignore,
  async fn() {
    const store = await sampleDatabase();
    const { items } = await store.findTraces({ text: "alert", limit: 1 });
    await using viewer = await openViewer(store);
    const page = await viewer.open(`/traces/${items[0]!.traceId}`);
    const rows = page.locator(".span-row");
    await rows.filter({ hasText: "<script>alert(1)</script>" }).first().waitFor();
    await rows.filter({ hasText: "⟨U+001B⟩[31m" }).first().waitFor();
    await rows.filter({ hasText: "⟨U+202E⟩" }).first().waitFor();
    for (let span = 0; span < 4; span++) {
      await page.keyboard.press("j");
      await page.locator(".detail").waitFor();
    }
    await page.goto(`${viewer.url}/logs?q=${encodeURIComponent('"<img src=x onerror=alert(1)>"')}`);
    await page.locator(".chip, .empty, .log-row").first().waitFor();
    equal(await page.locator("#app script, #app img, #app iframe").count(), 0);
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "an attribute of a megabyte is cut, and shown whole when that is asked for",
  ignore,
  async fn() {
    const store = await openStore();
    const random = seededRandom(1);
    const builder = new SampleBuilder({ startMillis: Date.now(), random, run: "r" });
    const value = "<img src=x onerror=alert(1)>".repeat(40_000);
    const attributes = { big: value };
    const { traceId } = builder.addSpan({
      service: "payments",
      name: "b",
      at: 0,
      took: 1,
      attributes,
    });
    await store.writeTraces(builder.traces());
    await using viewer = await openViewer(store);
    const page = await viewer.open(`/traces/${traceId}`, { width: 360 });
    await page.locator(".span-row").first().click();
    const text = page.locator(".attributes .value-text").first();
    await text.waitFor();
    ok((await text.textContent())!.length < 1000);
    await page.getByRole("button", { name: "Show all 1.1 MiB" }).click();
    await page.waitForFunction(
      (length) => document.querySelector(".attributes .value-text")?.textContent.length === length,
      value.length,
    );
    equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    equal(await page.locator("#app img").count(), 0);
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "long names of services, spans and routes are cut, and lie on nothing else",
  ignore,
  async fn() {
    const store = await openStore();
    const random = seededRandom(1);
    const builder = new SampleBuilder({ startMillis: Date.now(), random, run: "r" });
    const long = "a-name-that-does-not-end-".repeat(8);
    const [first, second] = [0, 50].map((at) => {
      const attributes = { "http.request.method": "GET", "http.route": `/${long}/:id` };
      const name = `GET /${long}/:id`;
      const parent = builder.addSpan({ service: long, name, kind: 2, at, took: 40, attributes });
      builder.addSpan({ service: "payments", name: "pay", parent, at: at + 1, took: 9 });
      return parent.traceId;
    });
    await store.writeTraces(builder.traces());
    await using viewer = await openViewer(store);
    for (
      const [path, ready] of [
        ["/traces", ".trace-row"],
        [`/traces/${first}`, ".span-row"],
        [`/traces/${first}?view=flame`, ".flame canvas"],
        [`/traces/${first}/compare/${second}`, ".compare-row"],
        ["/services", ".routes td"],
        ["/runs", ".table td"],
      ] as const
    ) {
      for (const width of [360, 1440]) {
        const page = await viewer.open(path, { width });
        await page.locator(ready).first().waitFor();
        const where = `${path} at ${width}`;
        equal(await page.evaluate(() => document.documentElement.scrollWidth), width, where);
        deepEqual(await page.evaluate(outOfCell), [], where);
        deepEqual(await page.evaluate(wideTables), [], where);
        await page.context().close();
      }
    }
    deepEqual(viewer.problems, []);
  },
});

/** Runs in the browser: the texts that reach out of their cell of a table. */
function outOfCell(): string[] {
  return [...document.querySelectorAll("td .one-line")]
    .filter((text) =>
      text.getBoundingClientRect().right > text.closest("td")!.getBoundingClientRect().right + 1
    )
    .map(({ textContent }) => textContent.slice(0, 40));
}

/** Runs in the browser: the tables that do not fit: what is right of the edge is found by nobody. */
function wideTables(): string[] {
  return [...document.querySelectorAll("table")]
    .filter((table) => table.getBoundingClientRect().right > innerWidth)
    .map(({ className }) => className);
}

/** Lets what keys have changed be drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  );
  await page.waitForLoadState("networkidle", { timeout: 500 }).catch(() => {});
}
