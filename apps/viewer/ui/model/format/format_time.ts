/** How a point in time is written. */
export interface TimeStyle {
  readonly utc: boolean;
  /** With the day in front. @default {false} */
  readonly day?: boolean;
  /** Digits after the second. @default {3} */
  readonly digits?: 0 | 3 | 6 | 9;
}

/** A point in time, nanoseconds since the epoch, as `14:03:21.048`. */
export function formatTime(nano: string | bigint, style: TimeStyle): string {
  const whole = BigInt(nano);
  const date = new Date(Number(whole / 1_000_000n));
  if (Number.isNaN(date.getTime())) return "–";
  const shifted = style.utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  const text = shifted.toISOString();
  const digits = style.digits ?? 3;
  const fraction = (whole % 1_000_000_000n).toString().padStart(9, "0").slice(0, digits);
  const clock = text.slice(11, 19) + (digits === 0 ? "" : `.${fraction}`);
  return style.day === true ? `${text.slice(0, 10)} ${clock}` : clock;
}
