import type { Signal } from "../../transport.ts";
import type { ReadLimits } from "../payload_log.ts";

/** No request is made larger than this by merging: receivers for gRPC refuse 4 MiB. */
const MAX_BYTES = 4_000_000;

/**
 * How much of a signal is read at once, to be sent as one request.
 *
 * @param maxItems Items of a request, at most.
 */
export function mergeLimits(signal: Signal, maxItems: number): ReadLimits {
  // Several collections of a metric would be several metrics of one name in a request.
  return { maxItems: signal === "metrics" ? 1 : maxItems, maxBytes: MAX_BYTES };
}
