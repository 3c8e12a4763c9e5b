// Hot path: runs twice for every span and log record of ours.

/** Later times have no place in OTLP, and are repaired where records are encoded. */
const MAX_SECONDS = 2 ** 34;

/**
 * Whether a time can be written as it is: whole seconds since 1970 and whole nanoseconds. Not so for
 * records of others, which have no numbers of this kind.
 */
export function isFlatTime(seconds: number | undefined, nanos: number | undefined): boolean {
  return Number.isInteger(seconds) && seconds! >= 0 && seconds! < MAX_SECONDS &&
    nanos! >>> 0 === nanos;
}
