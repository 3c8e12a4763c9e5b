// Hot path: runs for each request over HTTP.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ServerHttp2Stream } from "node:http2";
import type { HttpAnswer, HttpExchange } from "./http_exchange.ts";

/** How long a client may go on sending what nobody reads any more. */
const LINGER_MILLIS = 1000;

/** What a server of Node took; nothing where its headers are none. */
export function exchangeOf(
  source: IncomingMessage | ServerHttp2Stream,
  { method = "GET", path = "/", headers }: {
    readonly method: string | undefined;
    readonly path: string | undefined;
    readonly headers: IncomingHttpHeaders;
  },
): HttpExchange | undefined {
  const webHeaders = toHeaders(headers);
  if (webHeaders === undefined) return undefined;
  return {
    method,
    path: path.split("?", 1)[0] ?? "/",
    headers: webHeaders,
    // To leave the loop over a body must not break the connection: the answer is still to come.
    body: { [Symbol.asyncIterator]: () => source.iterator({ destroyOnReturn: false }) },
  };
}

/** Headers as the web has them, without those of HTTP/2 itself; nothing where they are none. */
export function toHeaders(headers: IncomingHttpHeaders): Headers | undefined {
  const webHeaders = new Headers();
  try {
    for (const name in headers) {
      const value = headers[name];
      if (value === undefined || name.startsWith(":")) continue;
      if (typeof value === "string") webHeaders.append(name, value);
      else for (const one of value) webHeaders.append(name, one);
    }
  } catch {
    return undefined;
  }
  return webHeaders;
}

/** Writes an answer. Settles when it is written, or nobody wants it any more. */
export async function writeAnswer(
  to: ServerResponse | ServerHttp2Stream,
  { status, headers, body = new Uint8Array() }: HttpAnswer,
): Promise<void> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const all = status === 204 ? headers : { ...headers, "content-length": bytes.length };
  await new Promise<void>((resolve) => {
    // A client that is gone is no fault of the server's.
    to.on("error", () => resolve());
    to.on("close", () => resolve());
    if ("respond" in to) to.respond({ ":status": status, ...all });
    else to.writeHead(status, all);
    to.end(bytes, () => resolve());
  });
  await takeNoMore("respond" in to ? to : to.req);
}

/** Lets a client finish that still sends, so that it sees the answer; but not for long. */
async function takeNoMore(source: IncomingMessage | ServerHttp2Stream): Promise<void> {
  if (source.readableEnded || source.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => source.destroy(), LINGER_MILLIS);
    for (const event of ["end", "close", "error"]) {
      source.once(event, () => {
        clearTimeout(timer);
        resolve();
      });
    }
    source.resume();
  });
}
