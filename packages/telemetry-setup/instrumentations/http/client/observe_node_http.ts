// Hot path: runs once a request of node:http.
import {
  context,
  diag,
  propagation,
  SpanKind,
  type TextMapSetter,
  trace,
} from "@opentelemetry/api";
import { subscribeToChannels } from "./channel_subscriptions.ts";
import type { ClientRequestRecorder, RecordedClientRequest } from "./client_request_recorder.ts";
import type { UnreadResponses } from "./unread_responses.ts";

/** What is used of a `ClientRequest` of node:http and node:https. */
interface NodeRequest {
  readonly method: string;
  readonly protocol: string;
  /** Without port. */
  readonly host: string;
  readonly path: string;
  readonly headersSent: boolean;
  /** Internal: the head as text, once it is built; before that `null`. */
  _header?: string | null;
  /** Internal: whether the head is on its way. */
  readonly _headerSent?: boolean;
  readonly res?: NodeResponse | null;
  readonly socket?: { readonly remotePort?: number } | null;
  getHeader(name: string): number | string | readonly string[] | undefined;
  getHeaders(): Readonly<Record<string, number | string | readonly string[] | undefined>>;
  setHeader(name: string, value: string): void;
  once(event: "close", listener: () => void): unknown;
}

/** What is used of an `IncomingMessage`. */
interface NodeResponse {
  readonly statusCode: number;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
  readonly readableFlowing: boolean | null;
  readonly readableDidRead: boolean;
  readonly errored: Error | null;
  listenerCount(event: string): number;
  once(event: "close", listener: () => void): unknown;
}

const SETTER: TextMapSetter<NodeRequest> = {
  set(request, name, value) {
    if (!request.headersSent) return request.setHeader(name, value);
    // Headers given as a list make a head at once, which is not on its way yet.
    const { _header: head, _headerSent: sent } = request;
    if (sent === false && typeof head === "string" && head.endsWith("\r\n\r\n")) {
      const line = new RegExp(`\\r\\n${name}:[^\\r]*`, "gi");
      request._header = `${head.slice(0, -2).replace(line, "")}${name}: ${value}\r\n\r\n`;
    }
  },
};

/**
 * Records requests of node:http and node:https, by the channels on which they are published; so
 * however those modules were imported.
 *
 * A request with `Expect` has sent its head before it can be seen: it takes no trace context along.
 *
 * @see {@link https://nodejs.org/api/diagnostics_channel.html#built-in-channels}
 */
export function observeNodeHttp(
  recorder: ClientRequestRecorder,
  unread: UnreadResponses,
): Disposable {
  const recordings = new WeakMap<NodeRequest, RecordedClientRequest>();

  function created({ request }: { readonly request: NodeRequest }): void {
    const url = urlOf(request);
    if (url === undefined || !recorder.wants(url) || isRecordedByOther(request)) return;
    const headers = () => toHeaders(request);
    const recorded = recorder.start({ method: request.method, url, headers });
    if (recorded === undefined) return;
    recordings.set(request, recorded);
    recorded.inject(request, SETTER);
    unread.endWith(recorded, request);
    request.once("close", () => closed(request, recorded));
  }

  return subscribeToChannels({
    "http.client.request.created": created,
    "http.client.request.error"({ request, error }: { request: NodeRequest; error: unknown }) {
      recordings.get(request)?.fail(error);
    },
    "http.client.response.finish"(
      { request, response }: { request: NodeRequest; response: NodeResponse },
    ) {
      const recorded = recordings.get(request);
      if (recorded === undefined) return;
      respond(recorded, request, response);
      unread.watch(
        recorded,
        () =>
          response.readableFlowing !== null || response.readableDidRead ||
          response.listenerCount("readable") > 0,
      );
      response.once("close", () => {
        unread.forget(recorded);
        if (response.errored === null) recorded.end();
        else recorded.fail(response.errored);
      });
    },
  });
}

function urlOf(request: NodeRequest, connectedPort?: number): string | undefined {
  const { protocol, host, path } = request;
  // By name or address of where the connection goes; the `Host` header may say something else.
  const hostname = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const port = namedPort(request, hostname) ??
    (connectedPort === undefined ? "" : `:${connectedPort}`);
  // With a proxy, the path is a whole URL.
  if (/^https?:\/\//.test(path)) return URL.parse(path)?.href;
  return URL.parse(`${protocol}//${hostname}${port}${path}`)?.href;
}

/**
 * The port is nowhere but in the `Host` header, if that names the same host.
 *
 * @returns With a colon before it; empty for the scheme's default, `undefined` if it is not told.
 */
function namedPort(request: NodeRequest, hostname: string): string | undefined {
  const named = request.getHeader("host");
  if (named === hostname) return "";
  return typeof named === "string" && named.startsWith(`${hostname}:`)
    ? named.slice(hostname.length)
    : undefined;
}

/**
 * Whether the active span is the CLIENT span of this very request: then another instrumentation has
 * made it, and has sent it along.
 */
function isRecordedByOther(request: NodeRequest): boolean {
  const span = trace.getActiveSpan() as { readonly kind?: SpanKind } | undefined;
  if (span?.kind !== SpanKind.CLIENT) return false;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  const fields = Object.entries(carrier);
  return fields.length > 0 && fields.every(([name, value]) => request.getHeader(name) === value);
}

function toHeaders(request: NodeRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.getHeaders())) {
    for (const one of [value ?? []].flat()) headers.append(name, String(one));
  }
  return headers;
}

function respond(
  recorded: RecordedClientRequest,
  request: NodeRequest,
  { statusCode, httpVersion, rawHeaders }: NodeResponse,
): void {
  const asNamed = urlOf(request);
  const url = urlOf(request, request.socket?.remotePort) ?? asNamed;
  recorded.respond({
    ...url !== undefined && url !== asNamed && { url },
    status: statusCode,
    protocolVersion: httpVersion,
    headers() {
      const headers = new Headers();
      for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
        headers.append(rawHeaders[i] as string, rawHeaders[i + 1] as string);
      }
      return headers;
    },
  });
}

/** Of connections that were upgraded, and of tunnels, no channel tells. */
function closed(request: NodeRequest, recorded: RecordedClientRequest): void {
  try {
    const { res } = request;
    if (res === undefined || res === null) return recorded.end();
    if (res.statusCode === 101) {
      respond(recorded, request, res);
      recorded.end();
    }
  } catch (error) {
    diag.warn("Cannot record an HTTP request of node:http", error);
  }
}
