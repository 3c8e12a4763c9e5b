/** What a process, and the processes that it has started, have used so far. */
export interface ProcessFigures {
  /** Of all of their threads, in milliseconds. */
  readonly cpuMillis: number;
  /** Most memory that the process has had, in MB. */
  readonly peakMegabytes: number;
  /** Memory that it has now, in MB. */
  readonly megabytes: number;
}

/** Clock ticks of Linux; it has been 100 a second on every machine for decades. */
const MILLIS_PER_TICK = 10;

/**
 * Reads what a process has used, as Linux tells it; `undefined` elsewhere.
 *
 * @throws {Deno.errors.NotFound} If there is no such process.
 */
export function readProcessFigures(pid: number): ProcessFigures | undefined {
  if (Deno.build.os !== "linux") return undefined;
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(status)?.[1]) / 1024);
  return {
    cpuMillis: cpuMillisOfTree(pid),
    peakMegabytes: megabytes("VmHWM"),
    megabytes: megabytes("VmRSS"),
  };
}

function cpuMillisOfTree(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // The second field, in parentheses, may hold blanks. utime, stime and the same of children that
  // have ended are fields 14 to 17.
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 15).map(Number);
  return childrenOf(pid).reduce(
    (sum, child) => sum + cpuMillisOfTree(child),
    ticks.reduce((sum, one) => sum + one) * MILLIS_PER_TICK,
  );
}

function childrenOf(pid: number): readonly number[] {
  return [...Deno.readDirSync(`/proc/${pid}/task`)].flatMap(({ name }) =>
    Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`).split(" ").filter((id) => id !== "")
      .map(Number)
  );
}
