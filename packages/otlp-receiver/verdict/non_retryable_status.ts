/** The codes of gRPC after which a sender gives up, and their statuses over HTTP. */
export const NON_RETRYABLE_STATUS = {
  /** UNKNOWN */
  2: 500,
  /** INVALID_ARGUMENT */
  3: 400,
  /** NOT_FOUND */
  5: 404,
  /** ALREADY_EXISTS */
  6: 409,
  /** PERMISSION_DENIED */
  7: 403,
  /** RESOURCE_EXHAUSTED, without the time to wait: too large */
  8: 413,
  /** FAILED_PRECONDITION */
  9: 400,
  /** UNIMPLEMENTED */
  12: 501,
  /** INTERNAL */
  13: 500,
  /** UNAUTHENTICATED */
  16: 401,
} as const satisfies Readonly<Record<NonRetryableCode, number>>;

/** A code of gRPC after which a sender gives up. */
export type NonRetryableCode = 2 | 3 | 5 | 6 | 7 | 8 | 9 | 12 | 13 | 16;
