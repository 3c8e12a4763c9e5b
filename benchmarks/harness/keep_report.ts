/**
 * Keeps a run as a page to read and as the figures behind it, for the next one to be compared with.
 *
 * @param folder With a slash at its end.
 * @param options.name Of both files, without what follows the dot. @default "results"
 */
export async function keepReport(
  folder: URL,
  { name = "results", page, report }: {
    readonly name?: string;
    readonly page: string;
    readonly report: unknown;
  },
): Promise<void> {
  await Deno.writeTextFile(new URL(`${name}.md`, folder), page);
  await Deno.writeTextFile(new URL(`${name}.json`, folder), `${JSON.stringify(report, null, 2)}\n`);
}
