/**
 * Reads what the threads of a process have used of the processors so far, in milliseconds, by their
 * names; of those with numbers behind a name all together. Linux only: empty elsewhere.
 *
 * @throws {Deno.errors.NotFound} If there is no such process.
 */
export function readThreadFigures(pid: number): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  if (Deno.build.os !== "linux") return figures;
  for (const { name: id } of Deno.readDirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${id}`;
    const name = Deno.readTextFileSync(`${folder}/comm`).trim().replace(/[-:]?\d+$/, "");
    // Nanoseconds on a processor come first.
    const [nanos] = Deno.readTextFileSync(`${folder}/schedstat`).split(" ");
    figures.set(name, (figures.get(name) ?? 0) + Number(nanos) / 1e6);
  }
  return figures;
}
