import type { SpoolKey } from "../../../transports/spool/spool.ts";
import type { Signal, Transport } from "../../../transports/transport.ts";

/** Where something that waits on disk may be sent. */
export interface ReplayDestination {
  readonly signal: Signal;
  readonly exporter: "otlp_http" | "otlp_grpc" | "zipkin";
  /** What the spool calls it. */
  readonly digest: string;
  readonly transport: Transport;
}

/** What is known of what waits. */
export interface WaitingPayload {
  readonly key: SpoolKey;
  readonly contentType: string;
  readonly payload: Uint8Array;
}

/**
 * Chooses where to send what waits on disk: to the very destination that it was meant for, if that
 * is still configured; otherwise to one at the same address, whose credentials have changed; otherwise
 * to the only one for this signal that understands it. `undefined` where there is none, or several
 * others: what belongs to one must not come to another.
 */
export function chooseDestination(
  { key, contentType, payload }: WaitingPayload,
  destinations: readonly ReplayDestination[],
): ReplayDestination | undefined {
  const able = destinations.filter(({ signal, exporter }) =>
    signal === key.signal && exporters(contentType, payload).includes(exporter)
  );
  const same = able.find(({ digest }) => digest === key.destinationDigest);
  if (same !== undefined) return same;
  const moved = able.filter(({ transport }) => transport.destination === key.destination);
  const choice = moved.length > 0 ? moved : able;
  return choice.length === 1 ? choice[0] : undefined;
}

/** Zipkin's JSON is a list, that of OTLP an object. */
function exporters(
  contentType: string,
  payload: Uint8Array,
): readonly ReplayDestination["exporter"][] {
  if (contentType !== "application/json") return ["otlp_http", "otlp_grpc"];
  return payload[0] === "[".charCodeAt(0) ? ["zipkin"] : ["otlp_http"];
}
