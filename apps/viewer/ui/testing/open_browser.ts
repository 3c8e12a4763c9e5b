import type { Browser, Page } from "playwright-core";
import { findChromium } from "./find_chromium.ts";
import { loadChromium } from "./load_chromium.ts";

/** A real browser that looks at a viewer. */
export interface OpenBrowser extends AsyncDisposable {
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

/** Starts Chromium, for the pages of the viewer at `url`. */
export async function openBrowser(url: string): Promise<OpenBrowser> {
  const problems: string[] = [];
  const chromium = await loadChromium();
  const browser = await chromium.launch({
    executablePath: findChromium()!,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return {
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
    },
  };
}
