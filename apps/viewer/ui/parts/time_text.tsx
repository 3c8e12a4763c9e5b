import type { JSX } from "preact";
import { formatTime, type TimeStyle } from "../model/format/format_time.ts";
import { utc } from "../state/preferences.ts";

/** A point in time in the zone that the user chose; all of it when pointed at. */
export function TimeText(
  { nano, day, digits }: { readonly nano: string } & Omit<TimeStyle, "utc">,
): JSX.Element {
  const style = {
    utc: utc.value,
    ...(day === undefined ? {} : { day }),
    ...(digits === undefined ? {} : { digits }),
  };
  const whole = formatTime(nano, { utc: utc.value, day: true, digits: 9 });
  const [seconds, fraction] = formatTime(nano, style).split(".");
  return (
    <time title={`${whole}${utc.value ? " UTC" : ""}`}>
      {seconds}
      {fraction !== undefined && <span class="fraction">.{fraction}</span>}
    </time>
  );
}
