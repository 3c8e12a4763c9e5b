/** What a {@linkcode startClientServer} has seen of a request. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A server whose answer is chosen by the path. */
export interface ClientServer extends AsyncDisposable {
  readonly port: number;
  takeSeen(): readonly SeenRequest[];
}

const encoder = new TextEncoder();

/** Serves what clients may meet: statuses, redirects, slow, endless and broken bodies. */
export function startClientServer(): ClientServer {
  let seen: SeenRequest[] = [];
  const ending = new AbortController();
  const handler = async (request: Request) => {
    const { pathname } = new URL(request.url);
    const { method, headers } = request;
    // They cannot be read any more when the connection is gone.
    seen.push({
      method,
      path: pathname,
      headers: new Headers(headers),
      body: await request.text(),
    });
    const [, kind, detail] = pathname.split("/");
    switch (kind) {
      case "status":
        return new Response(detail === "204" ? null : "status", { status: Number(detail) });
      case "redirect":
        return new Response(null, {
          status: Number(detail),
          headers: { location: `http://${headers.get("host")}/text` },
        });
      case "json":
        return Response.json({ rolled: 6 });
      case "headers":
        return new Response("headers", {
          headers: [["x-dice", "6"], ["set-cookie", "a=1"], ["set-cookie", "b=2"]],
        });
      case "hang":
        return await new Promise<Response>((_, reject) =>
          ending.signal.addEventListener("abort", () => reject(new Error("the end")))
        );
      case "endless":
        return new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(encoder.encode("first")),
          }),
        );
      case "broken":
        return new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(encoder.encode("first"));
              setTimeout(() => controller.error(new Error("broken")), 20);
            },
          }),
        );
      default:
        return new Response("text");
    }
  };
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    onError: () => new Response(null, { status: 500 }),
    signal: ending.signal,
  }, handler);
  return {
    port: (server.addr as Deno.NetAddr).port,
    takeSeen() {
      const taken = seen;
      seen = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await server.finished;
    },
  };
}
