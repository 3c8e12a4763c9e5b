import type { Run } from "../../../contract/runs.ts";
import { formatTime } from "./format_time.ts";
import { visibleText } from "./visible_text.ts";

/** The name of a run, or its services and when it began. */
export function runTitle(run: Run, utc: boolean): string {
  if (run.name !== undefined) return visibleText(run.name);
  const time = formatTime(run.firstUnixNano, { utc, digits: 0 });
  return visibleText(`${time} ${run.services.join(", ").slice(0, 60)}`);
}
