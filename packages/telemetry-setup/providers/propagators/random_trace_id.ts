/**
 * The flag of a trace whose id has at least 56 random bits; the API has no name for it.
 *
 * @see {@link https://www.w3.org/TR/trace-context-2/#random-trace-id-flag}
 */
export const RANDOM_TRACE_ID = 0x2;
