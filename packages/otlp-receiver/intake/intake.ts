import type { IntakeOptions } from "./intake_options.ts";
import { isAuthorized } from "./is_authorized.ts";
import type { Ticket } from "./ticket.ts";

/** What all requests of a receiver have in common. */
export interface Intake {
  readonly options: IntakeOptions;
  /** How many bytes a request may have, compressed and decompressed. */
  readonly maxBytes: number;
  readonly bodyTimeoutMillis: number;
  /** Whether the sender has the token that is asked for. */
  isAuthorized(headers: Headers): boolean;
  /** Lets a request in; nothing where there are too many already. */
  enter(): Ticket | undefined;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** Settles what is asked of requests, and begins to count them. */
export function createIntake(options: IntakeOptions): Intake {
  const {
    token,
    maxBytes = MAX_BYTES,
    maxInFlightRequests = 256,
    maxInFlightBytes = 4 * MAX_BYTES,
    bodyTimeoutMillis = 30_000,
  } = options;
  let requests = 0;
  let bytes = 0;
  return {
    options,
    maxBytes,
    bodyTimeoutMillis,
    isAuthorized: (headers) =>
      token === undefined || isAuthorized(headers.get("authorization"), token),
    enter() {
      if (requests >= maxInFlightRequests) return undefined;
      requests++;
      let own = 0;
      return {
        take(count) {
          // A request that is alone is bounded by `maxBytes` only: it would never get in otherwise.
          if (bytes + count > maxInFlightBytes && bytes > own) return false;
          bytes += count;
          own += count;
          return true;
        },
        [Symbol.dispose]() {
          requests--;
          bytes -= own;
          own = 0;
        },
      };
    },
  };
}
