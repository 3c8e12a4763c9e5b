/**
 * `deno task bench:pages`: how long big traces take to open in Chromium, the longest frame while they are
 * scrolled, and what a frame costs the page's thread, which other programs do not change. It prints a
 * Markdown table.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { sampleStore } from "../../testing/sample_store.ts";
import { findChromium } from "./find_chromium.ts";
import { openViewer } from "./open_viewer.ts";

/** Spans of a trace, and milliseconds in which it has to be open. */
const SIZES = [{ spans: 10_000, limit: 500 }, { spans: 100_000, limit: 3000 }] as const;
const FRAME_LIMIT = 50;
const ROUNDS = 5;
const FRAMES = 240;

/** Milliseconds of one round. */
interface Round {
  readonly open: number;
  readonly frame: number;
  /** Processor time of the page's thread, a frame. */
  readonly busy: number;
}

async function measure(spans: number): Promise<readonly Round[]> {
  const store = await sampleStore({ requests: 2, bigTraceSpans: spans });
  await using viewer = await openViewer(store);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await viewer.open("/traces?q=recount");
    await page.locator(".trace-row").first().waitFor();
    const open = await openTrace(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const busyMillis = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1000;
    };
    const before = await busyMillis();
    const frame = await scroll(page);
    rounds.push({ open, frame, busy: (await busyMillis() - before) / FRAMES });
    await page.context().close();
  }
  if (viewer.problems.length > 0) throw new Error(`Cannot measure: ${viewer.problems.join("; ")}`);
  return rounds;
}

/** Milliseconds from the click to the first frame with spans, the request included. */
function openTrace(page: Page): Promise<number> {
  return page.evaluate(() =>
    new Promise<number>((done) => {
      const start = performance.now();
      document.querySelector<HTMLElement>(".trace-row")?.click();
      const look = () =>
        requestAnimationFrame(() => {
          if (document.querySelector(".span-row") === null) look();
          else requestAnimationFrame(() => done(performance.now() - start));
        });
      look();
    })
  );
}

/** The longest of {@linkcode FRAMES} frames, in milliseconds: row by row, screen by screen, then far jumps. */
function scroll(page: Page): Promise<number> {
  return page.evaluate((frames) =>
    new Promise<number>((done) => {
      const list = document.querySelector(".waterfall .list")!;
      let [frame, last, longest] = [0, performance.now(), 0];
      const step = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        if (frame < 80) list.scrollTop += 26;
        else if (frame < 160) list.scrollTop += list.clientHeight;
        else list.scrollTop = (frame * 7919 * 26) % list.scrollHeight;
        if (++frame < frames) requestAnimationFrame(step);
        else done(longest);
      };
      requestAnimationFrame(step);
    }), FRAMES);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

if (import.meta.main) {
  if (findChromium() === undefined) {
    console.error("Cannot measure the pages: Chromium is not installed");
    Deno.exit(1);
  }
  const [load = 0] = Deno.loadavg();
  console.log(`Medians of ${ROUNDS} rounds; load before: ${load.toFixed(1)}\n`);
  console.log(
    "| spans | opens in | at most | longest frame of a scroll | at most | thread, a frame |",
  );
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const { spans, limit } of SIZES) {
    const rounds = await measure(spans);
    const open = Math.round(median(rounds.map((round) => round.open)));
    const frame = Math.round(median(rounds.map((round) => round.frame)));
    const busy = median(rounds.map((round) => round.busy)).toFixed(1);
    console.log(
      `| ${spans} | ${open} ms | ${limit} ms | ${frame} ms | ${FRAME_LIMIT} ms | ${busy} ms |`,
    );
  }
}
