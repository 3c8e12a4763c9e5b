import { findChromium } from "./find_chromium.ts";

/**
 * Whether tests with a browser are ignored: a permission or the browser is not there. In the second
 * case a line says what to install.
 */
export function ignoreWithoutChromium(): boolean {
  const names = ["env", "net", "read", "run", "sys", "write"] as const;
  if (names.some((name) => Deno.permissions.querySync({ name }).state !== "granted")) return true;
  if (findChromium() !== undefined) return false;
  console.warn("Tests with a browser are ignored: install Chromium (apt-get install chromium)");
  return true;
}
