import type { JSX } from "preact";
import { formatTime } from "../model/format/format_time.ts";
import { utc } from "../state/preferences.ts";
import { param, setParams } from "../state/router.ts";
import { RANGES, timeRange } from "../state/time_range.ts";

/** Chooses the stretch of time of a page. */
export function RangeSelect(): JSX.Element {
  const { from, to } = timeRange();
  const fixed = param("range") === undefined && (from !== undefined || to !== undefined);
  const style = { utc: utc.value, digits: 0 } as const;
  return (
    <>
      {fixed && (
        <button
          type="button"
          class="chip"
          title="All of the time again"
          onClick={() => setParams({ from: undefined, to: undefined })}
        >
          {from === undefined ? "…" : formatTime(from, style)} –{" "}
          {to === undefined ? "…" : formatTime(to, style)} ×
        </button>
      )}
      <select
        aria-label="Stretch of time"
        value={param("range") ?? ""}
        onChange={(event) =>
          setParams({ range: event.currentTarget.value, from: undefined, to: undefined })}
      >
        {RANGES.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select>
    </>
  );
}
