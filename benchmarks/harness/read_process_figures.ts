/** What a process, and the processes that it has started, have used so far. */
export interface ProcessFigures {
  /** Of all of their threads, in milliseconds. */
  readonly cpuMillis: number;
  /** Of that, what the processes that it has started have used. */
  readonly childrenCpuMillis: number;
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
  const { own, children } = readTicks(pid);
  return {
    cpuMillis: (own + children) * MILLIS_PER_TICK,
    childrenCpuMillis: children * MILLIS_PER_TICK,
    peakMegabytes: megabytes("VmHWM"),
    megabytes: megabytes("VmRSS"),
  };
}

function readTicks(pid: number): { readonly own: number; readonly children: number } {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // The second field, in parentheses, may hold blanks. utime, stime and the same of children that
  // have ended are fields 14 to 17.
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = stat
    .slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 15).map(Number);
  const running = childrenOf(pid).map((child) => {
    const { own, children } = readTicks(child);
    return own + children;
  });
  return {
    own: user + system,
    children: running.reduce((sum, ticks) => sum + ticks, endedUser + endedSystem),
  };
}

function childrenOf(pid: number): readonly number[] {
  return [...Deno.readDirSync(`/proc/${pid}/task`)].flatMap(({ name }) => {
    const text = Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`);
    return text.split(" ").filter((id) => id !== "").map(Number);
  });
}
