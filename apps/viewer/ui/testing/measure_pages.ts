/**
 * `measure_pages.ts FOLDER SPANS`: how a trace with so many spans opens and scrolls in Chromium, as JSON. A
 * program of its own, since only files beside the pages know what a browser has; for
 * `deno task bench:viewer`.
 *
 * @module
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openStore } from "../../store/open_store.ts";
import { fillStore } from "../../testing/fill_store.ts";
import { openViewer } from "./open_viewer.ts";
import type { PageFigures } from "./page_figures.ts";

const ROUNDS = 5;
const FRAMES = 240;

/** Opens and scrolls a trace with many spans, of a store in a file of `folder`. */
async function measurePages(
  { folder, spans }: { readonly folder: string; readonly spans: number },
): Promise<PageFigures> {
  const store = await openStore({ path: join(folder, `pages-${spans}.db`) });
  try {
    await fillStore(store, { requests: 2, bigTraceSpans: spans });
    await using viewer = await openViewer(store);
    const rounds: PageFigures[] = [];
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
    if (viewer.problems.length > 0) {
      throw new Error(`Cannot measure: ${viewer.problems.join("; ")}`);
    }
    const of = (name: keyof PageFigures) => median(rounds.map((round) => round[name]));
    return { open: of("open"), frame: of("frame"), busy: of("busy") };
  } finally {
    await store.close();
  }
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
  const [folder = ".", spans] = Deno.args;
  console.log(JSON.stringify(await measurePages({ folder, spans: Number(spans) })));
}
