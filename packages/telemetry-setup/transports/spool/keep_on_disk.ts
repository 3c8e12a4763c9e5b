import type { RouteConfig } from "../delivery.ts";
import { describeDestination } from "../describe_destination.ts";
import { digestDestination } from "../queue/digest_destination.ts";
import type { PayloadFacts, PayloadLog } from "../queue/payload_log.ts";
import { openSpool, type SpoolSettings } from "./open_spool.ts";
import type { SpoolListener } from "./spool.ts";

/** A payload, and where it was to go. */
export interface UndeliveredPayload {
  readonly config: RouteConfig;
  readonly payload: Uint8Array;
  readonly facts: PayloadFacts;
}

/**
 * Writes payloads to a spool in which nobody of this thread writes, and lets go of it: whoever looks
 * there next sends them.
 *
 * @returns Of each, whether it is on disk.
 */
export function keepOnDisk(
  payloads: readonly UndeliveredPayload[],
  { settings, listener }: {
    readonly settings: SpoolSettings;
    readonly listener: SpoolListener;
  },
): readonly boolean[] {
  const spool = openSpool(settings, { listener });
  const logs = new Map<string, PayloadLog | undefined>();
  const kept = payloads.map(({ config: { signal, transport }, payload, facts }) => {
    const destinationDigest = digestDestination(transport);
    const key = `${signal} ${destinationDigest}`;
    const destination = describeDestination(transport.endpoint);
    const log = logs.get(key) ?? spool?.open({ signal, destination, destinationDigest });
    logs.set(key, log);
    return log?.append(payload, facts) === true;
  });
  spool?.close();
  return kept;
}
