import type { DeliveryChannel } from "../worker/delivery_channel.ts";
import type { ConnectionMessage } from "../worker/connection_source.ts";
import type { CountedPort } from "../worker/late_port.ts";

/** Other threads of the application that deliver by the channel of this one. */
export interface ClientConnections {
  /** Whether there ever was one: what it handed over is there also when it has ended. */
  readonly haveBeen: boolean;
  /** One more; it gets its connections by the port that is returned. */
  add(channel: DeliveryChannel): MessagePort;
  /** Connects all of them with another channel, or ends that where it takes none. */
  move(channel: DeliveryChannel): void;
  close(): void;
}

/**
 * Connects other threads with what delivers for this one, and again when that is another one. A
 * thread that gets no connection any more delivers by itself.
 */
export function createClientConnections(): ClientConnections {
  /** By the numbers of the threads. */
  const controls = new Map<number, CountedPort>();
  let current: DeliveryChannel | undefined;
  let count = 0;

  function connect(client: number, channel: DeliveryChannel): void {
    current = channel;
    const { port1, port2 } = new MessageChannel();
    channel.post({ kind: "connect", client, port: port1 }, [port1]);
    const connection: ConnectionMessage = { port: port2, queued: channel.queued.memory };
    controls.get(client)?.postMessage(connection, [port2]);
  }

  function close(): void {
    const none: ConnectionMessage = undefined;
    for (const control of controls.values()) {
      control.postMessage(none);
      control.close();
    }
    controls.clear();
  }

  return {
    get haveBeen() {
      return count > 0;
    },
    add(channel) {
      const { port1, port2 } = new MessageChannel();
      const control = port1 as CountedPort;
      const client = count++;
      controls.set(client, control);
      // Only this thread is told: its port was never transferred.
      control.addEventListener("close", () => {
        if (controls.delete(client)) current?.post({ kind: "left", client });
      });
      control.start();
      control.unref();
      connect(client, channel);
      return port2;
    },
    move(channel) {
      if (!channel.canSettle) return close();
      for (const client of controls.keys()) connect(client, channel);
    },
    close,
  };
}
