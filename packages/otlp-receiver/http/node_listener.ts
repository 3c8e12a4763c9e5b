// Hot path: runs for each request over HTTP with client certificates.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { Readable } from "node:stream";

/** A request as a server of Node takes it, and the answer to it. */
export interface NodeExchange {
  readonly request: IncomingMessage | Http2ServerRequest;
  readonly response: ServerResponse | Http2ServerResponse;
}

/** Turns a request of Node's servers into a web-standard one. */
export function toWebRequest(
  request: IncomingMessage | Http2ServerRequest,
  body: ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>,
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(":") || value === undefined) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  // What stands for the host is of no interest to the handler, and may be anything.
  return new Request(new URL(pathOf(request.url), "http://localhost"), {
    method,
    headers,
    ...(hasBody ? { body, duplex: "half" } : {}),
  });
}

/** Answers requests of Node's servers with a web-standard handler. Settles when all is written. */
export async function answerWithHandler(
  { request, response }: NodeExchange,
  handler: (request: Request) => Promise<Response>,
): Promise<void> {
  const body = Readable.toWeb(request as IncomingMessage) as ReadableStream<
    Uint8Array<ArrayBuffer>
  >;
  await writeResponse(response, await handler(toWebRequest(request, body)));
}

/** Writes a web-standard answer. Settles when it is written, or nobody wants it any more. */
export async function writeResponse(
  response: ServerResponse | Http2ServerResponse,
  { status, headers, body }: Response,
): Promise<void> {
  const bytes = await new Response(body).bytes();
  await new Promise<void>((resolve) => {
    // A client that is gone is no fault of the server's.
    response.on("error", () => resolve());
    response.on("close", () => resolve());
    const length = status === 204 ? {} : { "content-length": bytes.length };
    (response as ServerResponse).writeHead(status, { ...Object.fromEntries(headers), ...length });
    (response as ServerResponse).end(bytes, () => resolve());
  });
}

function pathOf(url: string | undefined): string {
  return url?.startsWith("/") ? url.replace(/^\/+/, "/") : "/";
}
