const LEAST_SECONDS = 30;

/** The ends of a time axis, in seconds: those of the data, and half a minute at least around them. */
export function timeWindow(first: number, last: number): [from: number, to: number] {
  const missing = Math.max(0, LEAST_SECONDS - (last - first)) / 2;
  return [first - missing, last + missing];
}
