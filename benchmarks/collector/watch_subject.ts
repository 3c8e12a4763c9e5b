import type { MeasuredSubject } from "./sizing_report.ts";
import type { MeasuredCollector } from "./start_measured_collector.ts";

/**
 * Notes what a Collector has used before a load; the function that it returns tells what the load took.
 *
 * @param name What it is called in the tables.
 */
export function watchSubject(
  name: string,
  collector: MeasuredCollector,
): (spans: number) => MeasuredSubject {
  const before = collector.figures();
  return (spans) => {
    const after = collector.figures();
    return {
      name,
      spans,
      cpuMillis: after.cpuMillis - before.cpuMillis,
      idleMegabytes: before.megabytes,
      peakMegabytes: after.peakMegabytes,
    };
  };
}
