import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { TelemetryStore } from "../contract/mod.ts";
import { openStore } from "../store/open_store.ts";
import { makeTraces, traceId } from "../testing/make_telemetry.ts";
import { ignoreWithoutChromium } from "./testing/ignore_without_chromium.ts";
import { openViewer } from "./testing/open_viewer.ts";
import { sampleDatabase } from "./testing/sample_database.ts";

const ignore = ignoreWithoutChromium();

async function findTrace(store: TelemetryStore, text: string): Promise<string> {
  const { items } = await store.findTraces({ text, limit: 1 });
  ok(items[0] !== undefined, `no trace is named ${text}`);
  return items[0].traceId;
}

Deno.test({
  name: "a trace is walked with the keyboard, and its address brings all of that back",
  ignore,
  async fn() {
    const store = await sampleDatabase();
    await using viewer = await openViewer(store);
    const page = await viewer.open(`/traces/${await findTrace(store, "recount")}`);
    const selected = page.locator(".span-row.selected");
    await page.locator(".span-row").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await selected.filter({ hasText: "batch 0" }).waitFor();
    const before = await page.locator(".span-row").nth(2).textContent();
    await page.keyboard.press("ArrowLeft");
    await page.locator(".span-row.selected [aria-expanded=false]").waitFor();
    ok(await page.locator(".span-row").nth(2).textContent() !== before);
    await page.keyboard.press("n");
    await page.locator(".span-row.selected.failed").waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("batch 7");
    await page.waitForURL(/find=batch\+7/);
    await page.keyboard.press("Enter");
    await selected.filter({ hasText: "batch 7" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");
    await page.waitForURL(/zoom=\d+-\d+/);

    await page.reload();
    await selected.filter({ hasText: "batch 7" }).waitFor();
    equal(await page.getByLabel("Find in this trace").inputValue(), "batch 7");
    await page.getByText("Part of the time").waitFor();
    await page.locator(".detail h2", { hasText: "batch 7" }).waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name:
    "a span shows its attributes, events, logs and links, and is copied as curl and traceparent",
  ignore,
  async fn() {
    const store = await sampleDatabase();
    await using viewer = await openViewer(store);
    const { items } = await store.findTraces({ text: "charge", status: "error", limit: 1 });
    const page = await viewer.open(`/traces/${items[0]!.traceId}`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator(".span-row").first().click();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByText("Copied").first().waitFor();
    match(await read(), /^curl -X POST 'http/);

    await page.keyboard.press("n");
    await page.locator(".detail .failure", { hasText: "card was declined" }).waitFor();
    await page.locator(".detail", { hasText: "exception.stacktrace" }).waitFor();
    await page.locator(".span-row.log", { hasText: "failed" }).waitFor();
    await page.locator(".attributes tr").first().hover();
    await page.getByTitle("Only without this value").first().click();
    await page.waitForURL(/\/traces\?q=-http\.request\.method/);
    await page.locator(".chip.negated").waitFor();

    const worker = await store.findTraces({ service: "order-worker", limit: 1 });
    const linked = await viewer.open(`/traces/${worker.items[0]!.traceId}`);
    await linked.locator(".span-row").first().click();
    await linked.locator(".section a", { hasText: "/" }).first().click();
    await linked.waitForURL((url) => !url.pathname.includes(worker.items[0]!.traceId));
    await linked.locator(".span-row.selected").waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "a pasted traceparent leads to its span, and a trace that is not here says so",
  ignore,
  async fn() {
    const store = await sampleDatabase();
    await using viewer = await openViewer(store);
    const traceId = await findTrace(store, "recount");
    const spanId = (await store.getTrace(traceId))!.spans[3]!.spanId;
    const page = await viewer.open("/logs");
    await page.locator(".log-row").first().waitFor();
    await page.keyboard.press("g");
    await page.locator("dialog input").fill(`traceparent: 00-${traceId}-${spanId}-01`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/traces/${traceId}?span=${spanId}`);
    await page.locator(".span-row.selected").waitFor();
    deepEqual(viewer.problems, []);

    const absent = await viewer.open(`/traces/${"ab".repeat(16)}`);
    await absent.getByText("This trace is not here").waitFor();
  },
});

Deno.test({
  name: "a trace of 10,000 spans has only the rows in sight, at its beginning and its end",
  ignore,
  async fn() {
    const store = await sampleDatabase({ requests: 2, bigTraceSpans: 10_000 });
    await using viewer = await openViewer(store);
    const page = await viewer.open(`/traces/${await findTrace(store, "recount")}`);
    await page.locator(".span-row").first().waitFor();
    const rows = () => page.locator(".span-row").count();
    ok(await rows() < 100, `${await rows()} rows`);
    const list = page.locator(".waterfall .list");
    await list.evaluate((element) => element.scrollTop = element.scrollHeight);
    await page.locator("[aria-posinset='10000']").waitFor();
    ok(await rows() < 100, `${await rows()} rows`);

    await page.keyboard.press("f");
    const canvas = page.locator(".flame canvas");
    await canvas.waitFor();
    await canvas.click({ position: { x: 200, y: 10 } });
    await page.locator(".detail h2", { hasText: "nightly recount" }).waitFor();
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "two traces stand beside each other, when the second one is chosen",
  ignore,
  async fn() {
    await using viewer = await openViewer(await sampleDatabase());
    const page = await viewer.open("/traces?q=route:/rolldice");
    await page.locator(".trace-row").first().waitFor();
    for (const key of ["j", "c", "j", "c"]) await page.keyboard.press(key);
    await page.waitForURL(/\/traces\/[0-9a-f]{32}\/compare\/[0-9a-f]{32}$/);
    await page.locator(".compare-row").first().waitFor();
    equal(await page.locator(".compare-sides article").count(), 2);
    ok(await page.locator(".compare tbody tr").count() > 0);
    deepEqual(viewer.problems, []);
  },
});

Deno.test({
  name: "a span that has not ended says so beside another trace, and has no duration there",
  ignore,
  async fn() {
    const store = await openStore();
    await store.writeTraces(makeTraces({ service: "shop" }, [
      { trace: "a", id: "1", name: "poll", isOpen: true },
      { trace: "b", id: "1", name: "poll" },
    ]));
    await using viewer = await openViewer(store);
    const page = await viewer.open(`/traces/${traceId("a")}/compare/${traceId("b")}`);
    const durations = page.locator(".compare-row > .num");
    await durations.nth(1).waitFor();
    const [open, ended] = await durations.allTextContents();
    equal(open, "open");
    match(ended!, /^[\d.]+ (?:ns|µs|ms|s)$/);
    equal(await page.locator(".compare-row .bar.open").count(), 1);
    deepEqual(viewer.problems, []);
  },
});
