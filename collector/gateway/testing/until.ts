const PAUSE_MS = 500;

/**
 * Waits until something is as it shall be.
 *
 * @param isSo Asked twice a second
 * @param options `limitMs`: for how long at most; `describe`: what to say then
 * @throws {Error} It did not come to be in time
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  options: { readonly limitMs: number; readonly describe: () => string },
): Promise<void> {
  const deadline = performance.now() + options.limitMs;
  while (!await isSo()) {
    if (performance.now() > deadline) {
      throw new Error(`Cannot wait longer than ${options.limitMs} ms: ${options.describe()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
