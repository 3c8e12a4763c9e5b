import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { configWith, DEFAULT_CONFIG } from "../../../testdata/instrumentation_config.ts";
import type { ClientShape } from "./client_shapes.ts";

/** `2` is told by node:http2. */
const HTTP2 = { "network.protocol.version": "2" };
/** Nobody listens there. */
const DEAD = "http://127.0.0.1:4";

interface Http2Options {
  readonly headers?: OutgoingHttpHeaders | readonly string[];
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** What is done with the stream. @default its body is read */
  readonly act?: (stream: ClientHttp2Stream) => void;
  /** Whether the session is connected before. @default false */
  readonly connected?: boolean;
  /** @default "text" or URL */
  readonly connectTo?: (base: string) => string | URL;
}

/** A request by node:http2, until its stream is closed. */
async function send(
  base: string,
  { headers = { ":path": "/text" }, body, signal, connected = false, ...rest }: Http2Options = {},
): Promise<void> {
  const { act = (stream) => stream.resume(), connectTo = (base) => base } = rest;
  // As something is about to import it, the module is changed: what has it already is not.
  const { default: http2 } = await import("node:http2");
  const session: ClientHttp2Session = http2.connect(connectTo(base));
  try {
    session.on("error", () => {});
    if (connected) await new Promise((resolve) => session.once("connect", resolve));
    const stream = session.request(headers as OutgoingHttpHeaders, {
      endStream: body === undefined,
      ...signal && { signal },
    });
    const closed = new Promise<void>((resolve) => stream.once("close", resolve));
    stream.on("error", () => {});
    act(stream);
    if (body !== undefined) stream.end(body);
    await closed;
  } finally {
    session.destroy();
  }
}

export const HTTP2_SHAPES: readonly ClientShape[] = [
  {
    name: "http2: GET on a session that is still connecting",
    send: (base) => send(base),
    expected: { status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: GET on a session that is connected",
    send: (base) => send(base, { connected: true }),
    expected: { status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: a session by URL object with a path",
    send: (base) => send(base, { connectTo: (base) => new URL("/deeper?a=1", base) }),
    expected: { status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: POST with a body, headers as a list and a query",
    send: (base) =>
      send(base, {
        headers: [":method", "POST", ":path", "/text?sig=secret&rolls=2", "x-a", "b"],
        body: "body",
      }),
    expected: {
      span: "POST",
      path: "/text?sig=REDACTED&rolls=2",
      status: 200,
      attributes: HTTP2,
    },
  },
  {
    name: "http2: a trace context that the application forwards is replaced",
    send: (base) =>
      send(base, {
        headers: {
          ":path": "/text",
          "TraceParent": `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
        },
      }),
    expected: { status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: headers of both sides, when asked for",
    config: {
      ...DEFAULT_CONFIG,
      http: {
        ...DEFAULT_CONFIG.http,
        client: {
          ...DEFAULT_CONFIG.http.client,
          request_captured_headers: ["x-a"],
          response_captured_headers: ["x-dice"],
        },
      },
    },
    send: (base) => send(base, { headers: { ":path": "/headers", "x-a": ["b", "c"] } }),
    expected: {
      path: "/headers",
      status: 200,
      attributes: {
        ...HTTP2,
        "http.request.header.x-a": ["b, c"],
        "http.response.header.x-dice": ["6"],
      },
    },
  },
  {
    name: "http2: a status from 400",
    send: (base) => send(base, { headers: { ":path": "/status/404" } }),
    expected: { path: "/status/404", status: 404, error: "404", attributes: HTTP2 },
  },
  {
    name: "http2: HEAD",
    send: (base) => send(base, { headers: { ":path": "/text", ":method": "HEAD" } }),
    expected: { span: "HEAD", status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: a method that is not known",
    send: (base) => send(base, { headers: { ":path": "/text", ":method": "BREW" } }),
    expected: {
      span: "HTTP",
      status: 200,
      attributes: {
        ...HTTP2,
        "http.request.method": "_OTHER",
        "http.request.method_original": "BREW",
      },
    },
  },
  {
    name: "http2: a stream that the application closes before the answer",
    send: (base) =>
      send(base, {
        headers: { ":path": "/hang" },
        act: (stream) => void setTimeout(() => stream.close(8), 20),
      }),
    expected: { path: "/hang", error: "NGHTTP2_CANCEL", exception: true },
  },
  {
    name: "http2: a stream that the application destroys with an error",
    send: (base) =>
      send(base, {
        headers: { ":path": "/hang" },
        act: (stream) => void setTimeout(() => stream.destroy(new RangeError("enough")), 20),
      }),
    expected: { path: "/hang", error: "RangeError", exception: true },
  },
  {
    name: "http2: a stream that the application closes when it has the answer",
    send: (base) =>
      send(base, {
        headers: { ":path": "/endless" },
        act: (stream) => void stream.once("response", () => stream.close(8)),
      }),
    expected: { path: "/endless", status: 200, attributes: HTTP2 },
  },
  {
    name: "http2: a stream that is destroyed with an error after the answer",
    send: (base) =>
      send(base, {
        headers: { ":path": "/endless" },
        act: (stream) => void stream.once("response", () => stream.destroy(new RangeError("no"))),
      }),
    expected: {
      path: "/endless",
      status: 200,
      error: "RangeError",
      exception: true,
      attributes: HTTP2,
    },
  },
  {
    name: "http2: a request that is aborted",
    send: (base) => send(base, { headers: { ":path": "/hang" }, signal: AbortSignal.timeout(20) }),
    expected: { path: "/hang", error: "ABORT_ERR", exception: true },
  },
  {
    name: "http2: nobody listens",
    send: () => send(DEAD),
    expected: {
      error: "ECONNREFUSED",
      exception: true,
      attributes: { "server.port": 4, "url.full": `${DEAD}/text` },
    },
  },
  {
    name: "http2: headers that are refused",
    send: (base) => send(base, { headers: { ":path": "/text", ":nonsense": "x" } }),
    expected: { error: "TypeError", exception: true },
  },
  {
    name: "http2: an excluded URL",
    config: configWith({ http_client_excluded_urls: ["/text$"] }),
    send: (base) => send(base),
    expected: undefined,
  },
];
