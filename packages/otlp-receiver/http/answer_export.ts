// Hot path: runs for each request over HTTP.
import { encodeRpcStatus, type OtlpEncoding } from "@otel-deno/otlp";
import { type Compression, decompress } from "../intake/decompress.ts";
import type { Intake } from "../intake/intake.ts";
import { readAll, ReadError, type ReadFailure } from "../intake/read_all.ts";
import type { Ticket } from "../intake/ticket.ts";
import { isHandled, receiveExport } from "../receive_export.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { OVERLOAD } from "../verdict/overload.ts";
import { CONTENT_TYPES, encodingOf } from "./content_types.ts";
import { corsHeaders, type CorsOptions, isPreflight } from "./cors_headers.ts";
import type { HttpAnswer, HttpExchange } from "./http_exchange.ts";
import { answerVerdict } from "./answer_verdict.ts";

/** The code that says in a body what the status of the answer says. */
const CODES: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  408: 4,
  413: 8,
  415: 3,
};

/** Answers a request over HTTP. Never rejects. */
export async function answerExport(
  exchange: HttpExchange,
  options: { readonly intake: Intake } & CorsOptions,
): Promise<HttpAnswer> {
  const answer = await answerBare(exchange, options);
  if (!exchange.headers.has("origin")) return answer;
  return { ...answer, headers: { ...answer.headers, ...corsHeaders(exchange, options) } };
}

async function answerBare(
  exchange: HttpExchange,
  { intake, allowOrigin }: { readonly intake: Intake } & CorsOptions,
): Promise<HttpAnswer> {
  const { method, path, headers } = exchange;
  const encoding = encodingOf(headers.get("content-type"));
  const signal = SIGNAL_ENDPOINTS.find((endpoint) => endpoint.path === path)?.signal;
  if (signal === undefined || !isHandled(signal, intake.options)) {
    return fail(404, "Cannot find a receiver: there is none at this path", encoding);
  }
  if (isPreflight(exchange)) return { status: 204, headers: {} };
  if (method !== "POST") {
    const message = "Cannot take the request: its method is not POST";
    return fail(405, message, encoding, { allow: "POST" });
  }
  const origin = headers.get("origin");
  if (origin !== null && !allowOrigin(origin)) {
    // A page that has its own name point to this machine needs no leave from its browser.
    return fail(403, "Cannot take the request: pages of its origin may not send", encoding);
  }
  if (!intake.isAuthorized(headers)) {
    const message = "Cannot take the request: its Authorization does not show the token";
    return fail(401, message, encoding, { "www-authenticate": "Bearer" });
  }
  if (encoding === undefined) {
    const { protobuf, json } = CONTENT_TYPES;
    const message = `Cannot take the request: its Content-Type is not ${protobuf} or ${json}`;
    return fail(415, message, encoding);
  }
  using ticket = intake.enter();
  if (ticket === undefined) return answerVerdict(OVERLOAD, { signal, encoding });
  const bytes = await readBody(exchange, { intake, ticket, encoding });
  if (!(bytes instanceof Uint8Array)) return bytes ?? answerVerdict(OVERLOAD, { signal, encoding });
  const verdict = await receiveExport({
    signal,
    encoding,
    context: { transport: "http", headers, contentType: CONTENT_TYPES[encoding], bytes },
  }, intake.options);
  return answerVerdict(verdict, { signal, encoding });
}

/** Reads the body; else the answer that says why not, or nothing under overload. */
async function readBody(
  { headers, body }: HttpExchange,
  { intake, ticket, encoding }: {
    readonly intake: Intake;
    readonly ticket: Ticket;
    readonly encoding: OtlpEncoding;
  },
): Promise<Uint8Array<ArrayBuffer> | HttpAnswer | undefined> {
  const { maxBytes } = intake;
  const compression = compressionOf(headers.get("content-encoding"));
  if (compression === undefined) {
    const state = "its Content-Encoding is not gzip, deflate or identity";
    return fail(415, unreadable(state), encoding, { "accept-encoding": "gzip, deflate" });
  }
  try {
    const declared = Number(headers.get("content-length") ?? 0);
    if (declared > maxBytes) throw new ReadError("too large");
    const bytes = await readAll(body, { intake, ticket, maxBytes });
    if (compression === "identity") return bytes;
    const message = decompress(bytes, { compression, maxBytes });
    if (message === undefined) {
      return fail(400, unreadable("it is not what its Content-Encoding says"), encoding);
    }
    return ticket.take(message.length) ? message : undefined;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return failToRead(error.failure, { intake, encoding });
  }
}

function failToRead(
  failure: ReadFailure,
  { intake, encoding }: { readonly intake: Intake; readonly encoding: OtlpEncoding },
): HttpAnswer | undefined {
  switch (failure) {
    case "too large":
      return fail(413, unreadable(`its size in bytes is above ${intake.maxBytes}`), encoding);
    case "too slow":
      return fail(408, unreadable(`it took more than ${intake.bodyTimeoutMillis} ms`), encoding);
    case "ended early":
      return fail(400, unreadable("it ended early"), encoding);
    case "overload":
      return undefined;
  }
}

function compressionOf(contentEncoding: string | null): Compression | "identity" | undefined {
  switch (contentEncoding?.trim().toLowerCase() || "identity") {
    case "identity":
      return "identity";
    case "gzip":
    case "x-gzip":
      return "gzip";
    case "deflate":
      return "deflate";
    default:
      return undefined;
  }
}

function unreadable(state: string): string {
  return `Cannot read the body: ${state}`;
}

function fail(
  status: number,
  message: string,
  encoding: OtlpEncoding | undefined,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  if (encoding === undefined) {
    const contentType = "text/plain; charset=utf-8";
    return { status, headers: { ...headers, "content-type": contentType }, body: message };
  }
  return {
    status,
    headers: { ...headers, "content-type": CONTENT_TYPES[encoding] },
    body: encodeRpcStatus({ code: CODES[status] ?? 2, message }, encoding),
  };
}
