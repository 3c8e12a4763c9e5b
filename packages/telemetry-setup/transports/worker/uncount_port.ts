import type { CountedPort } from "./late_port.ts";

/**
 * To be called after each message of a port that keeps no thread alive: where the port was transferred,
 * Deno 2.9 counts it again once a message has come, and a worker of Node would never end.
 *
 * @param isReferenced Whether the port is to be counted by now.
 */
export function uncountPort(
  port: MessagePort,
  isReferenced: () => boolean = () => false,
): void {
  // Not before Deno waits for the next message.
  setTimeout(() => {
    if (isReferenced()) return;
    const counted = port as CountedPort;
    counted.ref();
    counted.unref();
  });
}
