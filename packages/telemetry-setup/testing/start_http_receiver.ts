import { gunzipSync } from "node:zlib";
import { compressFlood } from "./compress_flood.ts";
import {
  type Behaviour,
  FLOOD_BYTES,
  type ReceivedRequest,
  type Receiver,
  type ReceiverOptions,
} from "./receiver.ts";

/** Starts a receiver for OTLP over HTTP that breaks no connections. */
export function startHttpReceiver(
  behaviour: Behaviour,
  { port = 0, afterwards = behaviour }: ReceiverOptions = {},
): Receiver {
  const requests: ReceivedRequest[] = [];
  const closing = new AbortController();
  const closed = new Promise((resolve) => closing.signal.addEventListener("abort", resolve));
  let floodedBytes = 0;

  async function answer(request: Request): Promise<Response> {
    const body = await request.bytes();
    const compressed = request.headers.get("content-encoding") === "gzip";
    requests.push({
      path: new URL(request.url).pathname,
      headers: Object.fromEntries(request.headers),
      payload: compressed ? new Uint8Array(gunzipSync(body)) : body,
      compressed,
    });
    const { behaviour } = receiver;
    receiver.behaviour = afterwards;
    switch (behaviour.kind) {
      case "accept": {
        const contentType = request.headers.get("content-type") ?? "";
        return new Response(behaviour.message?.slice() ?? null, {
          headers: { "content-type": contentType },
        });
      }
      case "status":
        return new Response(behaviour.body ?? null, behaviour);
      case "silence":
        await closed;
        return new Response();
      case "flood":
        if (!behaviour.compressed) return new Response(flood());
        return new Response(await compressFlood(), { headers: { "content-encoding": "gzip" } });
      default:
        throw new TypeError(`Cannot answer with "${behaviour.kind}": Deno.serve has no such thing`);
    }
  }

  function flood(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const chunk = new Uint8Array(1024 * 1024);
    return new ReadableStream({
      pull(controller) {
        if (floodedBytes >= FLOOD_BYTES) return controller.close();
        floodedBytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
  }

  const server = Deno.serve(
    { hostname: "127.0.0.1", port, signal: closing.signal, onListen() {} },
    answer,
  );
  const receiver: Receiver = {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    port: server.addr.port,
    requests,
    get floodedBytes() {
      return floodedBytes;
    },
    behaviour,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.finished;
    },
  };
  return receiver;
}
