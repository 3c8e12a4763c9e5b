/**
 * Runs tasks of which each mostly waits, so many at a time.
 *
 * @returns What they give, in their order.
 */
export async function runSideBySide<T, R>(
  items: readonly T[],
  { run, atOnce }: { readonly run: (item: T) => Promise<R>; readonly atOnce: number },
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (next < items.length) {
      const at = next++;
      results.set(at, await run(items[at] as T));
    }
  }));
  return items.map((_, at) => results.get(at) as R);
}
