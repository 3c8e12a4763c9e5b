import fs from "node:fs";
import type { BrowserType } from "playwright-core";

/**
 * Loads Playwright, which looks below `/proc` whether it runs in Windows. Deno 2.9 lets nobody look there
 * who has not every permission, and tests have not: for them there is nothing.
 */
export async function loadChromium(): Promise<BrowserType> {
  const { existsSync } = fs;
  fs.existsSync = (path) => !String(path).startsWith("/proc/") && existsSync(path);
  try {
    // It reads the environment as it is loaded.
    return (await import("playwright-core")).chromium;
  } finally {
    fs.existsSync = existsSync;
  }
}
