import type { Behaviour, Receiver } from "./receiver.ts";

/** Starts a server that reads a request over HTTP and then breaks the connection. */
export function startBrokenReceiver(
  behaviour: Behaviour & { readonly kind: "hang up" | "cut" },
): Receiver {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      // A sender may be gone already.
      await breakConnection(connection, behaviour).catch(() => {});
    }
  })();
  return {
    endpoint: `http://127.0.0.1:${listener.addr.port}`,
    port: listener.addr.port,
    requests: [],
    floodedBytes: 0,
    behaviour,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
    },
  };
}

async function breakConnection(
  connection: Deno.Conn,
  behaviour: Behaviour & { readonly kind: "hang up" | "cut" },
): Promise<void> {
  try {
    await connection.read(new Uint8Array(65_536));
    if (behaviour.kind === "cut") {
      const head = `HTTP/1.1 ${behaviour.status} Any\r\ncontent-length: 100\r\n\r\ncut here`;
      await connection.write(new TextEncoder().encode(head));
    }
  } finally {
    connection.close();
  }
}
