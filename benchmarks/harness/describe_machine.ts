import { cpus, totalmem } from "node:os";

/** What the machine is, for a report. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  const [load = 0] = Deno.loadavg();
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: navigator.hardwareConcurrency,
    "memory in GiB": Math.round(totalmem() / 2 ** 30),
    system: `${Deno.build.os} ${Deno.build.arch}`,
    // Above the number of cores, others were at work on the machine, and times are too long.
    "processes that wanted to run, before": Math.round(load * 10) / 10,
  };
}
