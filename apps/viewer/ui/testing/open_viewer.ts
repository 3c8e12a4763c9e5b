import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildViewer } from "../../../../tools/viewer_build.ts";
import { createApi } from "../../api/create_api.ts";
import type { TelemetryStore } from "../../contract/mod.ts";
import { findChromium } from "./find_chromium.ts";
import { loadChromium } from "./load_chromium.ts";

const ROOT = join(import.meta.dirname!, "../../../..");
const PAGES = join(ROOT, "apps/viewer/dist/ui");

/** A viewer with its pages in a real browser. */
export interface OpenViewer extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  /** Opens a page in a context of its own; what goes wrong in it is in {@linkcode problems}. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Errors and warnings of the pages, and requests to elsewhere. */
  readonly problems: string[];
}

/** How a page is opened. */
export interface OpenOptions {
  /** Pixels. @default {1440} */
  readonly width?: number;
  /** @default "light" */
  readonly theme?: "light" | "dark";
}

/** Serves a store's API and the pages, and starts Chromium. Everything ends with the viewer. */
export async function openViewer(store: TelemetryStore): Promise<OpenViewer> {
  await buildViewer({ root: ROOT, output: PAGES });
  const ended = new AbortController();
  const problems: string[] = [];
  const api = createApi(store, {
    server: "viewer",
    pages: PAGES,
    signal: ended.signal,
    onError: (error) => problems.push(String(error)),
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, api.fetch);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const chromium = await loadChromium();
  const browser = await chromium.launch({
    executablePath: findChromium()!,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return {
    url,
    browser,
    problems,
    async open(path, { width = 1440, theme = "light" } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: width < 600 ? 740 : 900 },
        colorScheme: theme,
        timezoneId: "UTC",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("pageerror", (error) => problems.push(`${path}: ${error.message}`));
      page.on("dialog", (dialog) => {
        problems.push(`${path}: a dialog says ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          problems.push(`${path}: ${message.text()}`);
        }
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(url)) problems.push(`${path} asks ${request.url()}`);
      });
      await page.goto(url + path);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      ended.abort();
      await server.shutdown();
    },
  };
}
