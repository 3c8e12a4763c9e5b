import type { Transport } from "./transport.ts";

/** Refuses every payload: for a destination that cannot be reached, whatever is tried. */
export function createRefusingTransport(destination: string, reason: string): Transport {
  return {
    destination,
    send: () => Promise.resolve({ outcome: "refused", reason }),
    close() {},
  };
}
