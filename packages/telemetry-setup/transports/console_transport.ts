import type { Transport } from "./transport.ts";

/**
 * Writes payloads to standard output, at once and whole: nothing is left to flush at exit, and two
 * objects never mix. A closed pipe is a refusal.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/stdout/}
 */
export function createConsoleTransport(
  write: (bytes: Uint8Array) => number = (bytes) => Deno.stdout.writeSync(bytes),
): Transport {
  return {
    destination: "standard output",
    send(payload) {
      try {
        for (let offset = 0; offset < payload.length;) offset += write(payload.subarray(offset));
        return Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return Promise.resolve({ outcome: "refused", reason });
      }
    },
    close() {},
  };
}
