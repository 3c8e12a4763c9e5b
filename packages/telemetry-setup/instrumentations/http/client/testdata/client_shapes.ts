import { request as nodeRequest, type RequestOptions } from "node:http";
import type { InstrumentationConfig } from "../../../instrumentation.ts";
import { DEFAULT_CONFIG } from "../../../testdata/instrumentation_config.ts";

/** A way to send a request, and what is to be recorded of it. */
export interface ClientShape {
  readonly name: string;
  readonly config?: InstrumentationConfig;
  /** What an application does; an exception of it is not one of the test. */
  readonly send: (base: string) => Promise<unknown>;
  readonly expected: ExpectedRequest | undefined;
}

/** Written by hand, from the conventions. */
export interface ExpectedRequest {
  /** The method. @default "GET" */
  readonly span?: string;
  /** Behind scheme, host and port. @default "/text" */
  readonly path?: string;
  readonly status?: number;
  /** Of the attributes that every such span has, and besides. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** `error.type`. */
  readonly error?: string;
  /** Whether an exception is recorded. @default false */
  readonly exception?: boolean;
}

/** A request of node:http whose answer is read to its end. */
function sendByNode(
  base: string,
  options: RequestOptions = {},
  { body, path = "/text" }: { readonly body?: string; readonly path?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = nodeRequest(base + path, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => text += chunk);
      response.on("error", reject);
      response.on("close", () => resolve(text));
    });
    request.on("error", reject);
    request.end(body);
  });
}

const side = (client: Partial<InstrumentationConfig["http"]["client"]>): InstrumentationConfig => ({
  ...DEFAULT_CONFIG,
  http: { ...DEFAULT_CONFIG.http, client: { ...DEFAULT_CONFIG.http.client, ...client } },
});
const own = (otel_deno: Partial<InstrumentationConfig["otel_deno"]>): InstrumentationConfig => ({
  ...DEFAULT_CONFIG,
  otel_deno: { ...DEFAULT_CONFIG.otel_deno, ...otel_deno },
});
const text = async (...args: Parameters<typeof fetch>) => await (await fetch(...args)).text();
/** Nobody listens there. */
const DEAD = "http://127.0.0.1:4";

export const CLIENT_SHAPES: readonly ClientShape[] = [
  { name: "GET by text", send: (base) => text(`${base}/text`), expected: { status: 200 } },
  {
    name: "a URL object with query and fragment",
    send: (base) => text(new URL(`${base}/text?rolls=2#top`)),
    expected: { path: "/text?rolls=2#top", status: 200 },
  },
  {
    name: "an object with a text",
    send: (base) => text({ toString: () => `${base}/text` } as unknown as string),
    expected: { status: 200 },
  },
  {
    name: "a URL that is not written as it is serialised",
    send: (base) => text(` ${base.replace("http", "HTTP")}/a/../text`),
    expected: { status: 200 },
  },
  {
    name: "a method in lower case that the standard writes in capitals",
    send: (base) => text(`${base}/text`, { method: "post", body: "x" }),
    expected: { span: "POST", status: 200 },
  },
  {
    name: "a method that is not known",
    send: (base) => text(`${base}/text`, { method: "BREW" }),
    expected: {
      span: "HTTP",
      status: 200,
      attributes: {
        "http.request.method": "_OTHER",
        "http.request.method_original": "BREW",
      },
    },
  },
  {
    name: "a method that is known by configuration",
    config: side({ known_methods: ["BREW"] }),
    send: (base) => text(`${base}/text`, { method: "BREW" }),
    expected: { span: "BREW", status: 200 },
  },
  {
    name: "a Request with method, headers and body",
    send: (base) =>
      text(new Request(`${base}/text`, { method: "PUT", headers: { a: "b" }, body: "body" })),
    expected: { span: "PUT", status: 200 },
  },
  {
    name: "a Request and an init that overrides its method",
    send: (base) =>
      text(new Request(`${base}/text`, { method: "PUT", body: "x" }), { method: "DELETE" }),
    expected: { span: "DELETE", status: 200 },
  },
  {
    name: "a Request in the place of the init",
    send: (base) =>
      text(`${base}/text`, new Request("http://other.example/", { method: "DELETE" })),
    expected: { span: "DELETE", status: 200 },
  },
  {
    name: "a stream as body",
    send: (base) =>
      text(`${base}/text`, {
        method: "POST",
        body: ReadableStream.from(["a", "b"]).pipeThrough(new TextEncoderStream()),
      }),
    expected: { span: "POST", status: 200 },
  },
  {
    name: "a form as body",
    send: (base) => text(`${base}/text`, { method: "POST", body: new URLSearchParams({ a: "b" }) }),
    expected: { span: "POST", status: 200 },
  },
  {
    name: "a client of its own",
    send: async (base) => {
      using client = Deno.createHttpClient({});
      return await text(`${base}/text`, { client } as RequestInit);
    },
    expected: { status: 200 },
  },
  {
    name: "keepalive",
    send: (base) => text(`${base}/text`, { keepalive: true }),
    expected: { status: 200 },
  },
  {
    name: "HEAD, which has no body",
    send: (base) => fetch(`${base}/text`, { method: "HEAD" }),
    expected: { span: "HEAD", status: 200 },
  },
  {
    name: "204, which has no body",
    send: (base) => fetch(`${base}/status/204`),
    expected: { path: "/status/204", status: 204 },
  },
  {
    name: "404, which is an error of a client",
    send: (base) => text(`${base}/status/404`),
    expected: { path: "/status/404", status: 404, error: "404" },
  },
  {
    name: "503",
    send: (base) => text(`${base}/status/503`),
    expected: { path: "/status/503", status: 503, error: "503" },
  },
  {
    name: "a redirect that is followed: one span a call",
    send: (base) => text(`${base}/redirect/302`),
    expected: { path: "/redirect/302", status: 200 },
  },
  {
    name: "a redirect that is the application's to follow",
    send: async (base) => {
      const response = await fetch(`${base}/redirect/307`, { redirect: "manual" });
      await response.body?.cancel();
    },
    expected: { path: "/redirect/307", status: 307 },
  },
  {
    name: "a redirect that is refused",
    send: (base) => text(`${base}/redirect/302`, { redirect: "error" }),
    expected: { path: "/redirect/302", error: "TypeError", exception: true },
  },
  {
    name: "user and password in the URL",
    send: (base) => text(`${base.replace("//", "//me:secret@")}/text`),
    expected: {
      status: 200,
      attributes: { "url.full": "http://REDACTED:REDACTED@HOST/text" },
    },
  },
  {
    name: "a signature in the query",
    send: (base) => text(`${base}/text?a=1&sig=secret&X-Goog-Signature=secret&Sig=kept`),
    expected: {
      path: "/text?a=1&sig=REDACTED&X-Goog-Signature=REDACTED&Sig=kept",
      status: 200,
    },
  },
  {
    name: "headers that are to be captured",
    config: side({
      request_captured_headers: ["x-sent"],
      response_captured_headers: ["x-dice", "set-cookie"],
    }),
    send: (base) => text(`${base}/headers`, { headers: { "X-Sent": "1" } }),
    expected: {
      path: "/headers",
      status: 200,
      attributes: {
        "http.request.header.x-sent": ["1"],
        "http.response.header.x-dice": ["6"],
        "http.response.header.set-cookie": ["a=1", "b=2"],
      },
    },
  },
  {
    name: "a URL that is excluded",
    config: own({ http_client_excluded_urls: ["/te.t$"] }),
    send: (base) => text(`${base}/text`),
    expected: undefined,
  },
  { name: "a data URL", send: () => text("data:,6"), expected: undefined },
  { name: "a blob URL", send: () => text(URL.createObjectURL(new Blob())), expected: undefined },
  { name: "no argument", send: () => (fetch as () => Promise<unknown>)(), expected: undefined },
  { name: "what is no URL", send: () => fetch("::"), expected: undefined },
  {
    name: "a header that is none",
    send: (base) => fetch(`${base}/text`, { headers: { "a b": "c" } }),
    expected: undefined,
  },
  {
    name: "nobody listens",
    send: () => fetch(`${DEAD}/text`),
    expected: {
      error: "TypeError",
      exception: true,
      attributes: { "url.full": `${DEAD}/text`, "server.port": 4 },
    },
  },
  {
    name: "aborted before it is sent",
    send: (base) => fetch(`${base}/text`, { signal: AbortSignal.abort() }),
    expected: { error: "AbortError", exception: true },
  },
  {
    name: "aborted with a value that is no error",
    send: (base) => fetch(`${base}/text`, { signal: AbortSignal.abort("enough") }),
    expected: { error: "_OTHER", exception: true },
  },
  {
    name: "no answer in time",
    send: (base) => fetch(`${base}/hang`, { signal: AbortSignal.timeout(50) }),
    expected: { path: "/hang", error: "TimeoutError", exception: true },
  },
  {
    name: "aborted in the body",
    send: async (base) => {
      const stop = new AbortController();
      const response = await fetch(`${base}/endless`, { signal: stop.signal });
      setTimeout(() => stop.abort(), 20);
      await response.text();
    },
    expected: { path: "/endless", status: 200, error: "AbortError", exception: true },
  },
  {
    name: "a body that breaks off",
    send: (base) => text(`${base}/broken`),
    expected: { path: "/broken", status: 200, error: "TypeError", exception: true },
  },
  {
    name: "a body that is cancelled",
    send: async (base) => await (await fetch(`${base}/endless`)).body?.cancel(),
    expected: { path: "/endless", status: 200 },
  },
  {
    name: "a body whose reader cancels",
    send: async (base) => {
      const reader = (await fetch(`${base}/endless`)).body?.getReader();
      await reader?.read();
      await reader?.cancel();
    },
    expected: { path: "/endless", status: 200 },
  },
  {
    name: "a body whose iteration is left",
    send: async (base) => {
      for await (const _ of (await fetch(`${base}/endless`)).body ?? []) break;
    },
    expected: { path: "/endless", status: 200 },
  },
  {
    name: "a body that is no JSON, though all of it came",
    send: async (base) => await (await fetch(`${base}/text`)).json(),
    expected: { status: 200 },
  },
  {
    name: "a body that is no form, though all of it came",
    send: async (base) => await (await fetch(`${base}/text`)).formData(),
    expected: { status: 200 },
  },
  {
    name: "a body through a transform",
    send: async (base) => {
      const { body } = await fetch(`${base}/text`);
      await body?.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream());
    },
    expected: { status: 200 },
  },
  {
    name: "a clone that is read in place of the response",
    send: async (base) => await (await fetch(`${base}/json`)).clone().json(),
    expected: { path: "/json", status: 200 },
  },
  {
    name: "node:http GET",
    send: (base) => sendByNode(base),
    expected: { status: 200, attributes: { "network.protocol.version": "1.1" } },
  },
  {
    name: "node:http POST with a body",
    send: (base) => sendByNode(base, { method: "POST" }, { body: "body" }),
    expected: { span: "POST", status: 200, attributes: { "network.protocol.version": "1.1" } },
  },
  {
    name: "node:http, headers as a list",
    send: (base) => sendByNode(base, { headers: ["a", "b"] as never }),
    expected: { status: 200, attributes: { "network.protocol.version": "1.1" } },
  },
  {
    name: "node:http, a Host header of another name",
    send: (base) => sendByNode(base, { headers: { host: "dice.example" } }),
    expected: { status: 200, attributes: { "network.protocol.version": "1.1" } },
  },
  {
    name: "node:http, headers that are to be captured",
    config: side({ request_captured_headers: ["x-.*"], response_captured_headers: ["set-cookie"] }),
    send: (base) => sendByNode(base, { headers: { "x-sent": ["1", "2"] } }, { path: "/headers" }),
    expected: {
      path: "/headers",
      status: 200,
      attributes: {
        "network.protocol.version": "1.1",
        "http.request.header.x-sent": ["1, 2"],
        "http.response.header.set-cookie": ["a=1", "b=2"],
      },
    },
  },
  {
    name: "node:http 500",
    send: (base) => sendByNode(base, {}, { path: "/status/500" }),
    expected: {
      path: "/status/500",
      status: 500,
      error: "500",
      attributes: { "network.protocol.version": "1.1" },
    },
  },
  {
    name: "node:http, nobody listens",
    send: () => sendByNode(DEAD),
    expected: {
      error: "ECONNREFUSED",
      exception: true,
      attributes: { "url.full": `${DEAD}/text`, "server.port": 4 },
    },
  },
  {
    name: "node:http, aborted",
    send: (base) => sendByNode(base, { signal: AbortSignal.timeout(50) }, { path: "/hang" }),
    expected: { path: "/hang", error: "ABORT_ERR", exception: true },
  },
  {
    name: "node:http, a body that breaks off",
    send: (base) => sendByNode(base, {}, { path: "/broken" }),
    expected: {
      path: "/broken",
      status: 200,
      error: "ECONNRESET",
      exception: true,
      attributes: { "network.protocol.version": "1.1" },
    },
  },
];
