/**
 * Reads from the report of wrk how many answers a second there were.
 *
 * @throws {Error} If it says nothing of that, or of failures.
 */
export function parseWrk(report: string): number {
  const failures = /^ *(Non-2xx or 3xx responses|Socket errors): .*$/m.exec(report);
  if (failures !== null) throw new Error(`Cannot use the load: ${failures[0].trim()}`);
  const rate = /^Requests\/sec: +([\d.]+)$/m.exec(report)?.[1];
  if (rate === undefined) throw new Error(`Cannot read the report of wrk: ${report.trim()}`);
  return Number(rate);
}
