// Hot path: runs for each request over HTTP.
import { type DecodeOptions, encodeRpcStatus, type OtlpEncoding } from "@otel-deno/otlp";
import type { ExportHandlers } from "../export_handlers.ts";
import { isHandled, receiveExport } from "../receive_export.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { CONTENT_TYPES, encodingOf } from "./content_types.ts";
import { corsHeaders, type CorsOptions, isPreflight } from "./cors_headers.ts";
import { isLocalhostOrigin } from "./is_localhost_origin.ts";
import { BodyError, readBody } from "./read_body.ts";
import { respondWithVerdict } from "./respond_with_verdict.ts";

/** Options of {@linkcode createHttpHandler}. */
export interface HttpHandlerOptions extends ExportHandlers, DecodeOptions, Partial<CorsOptions> {
  /**
   * Whether web pages of this origin may send.
   *
   * @default those of this machine: `localhost`, 127.0.0.0/8, [::1]
   */
  readonly allowOrigin?: (origin: string) => boolean;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** The code that says in a body what the status of the answer says. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 404: 5, 405: 12, 413: 8, 415: 3 };

/**
 * Makes a handler for OTLP/HTTP, for `Deno.serve` or anything else that takes a `Request` and
 * returns a `Response`. It never rejects.
 *
 * It answers `POST` of `/v1/traces`, `/v1/metrics` and `/v1/logs` in protobuf and JSON, compressed
 * with gzip, deflate or not, in the form of the request. Bodies are bounded before and after they
 * are decompressed.
 *
 * @param options Who takes what comes in, and what a request may ask for.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp | OTLP/HTTP}
 *
 * @example
 * ```ts
 * import { createHttpHandler } from "@otel-deno/otlp-receiver";
 * import { deepEqual, equal } from "node:assert/strict";
 *
 * const names: string[] = [];
 * const handler = createHttpHandler({
 *   onTraces({ request }) {
 *     for (const { scopeSpans } of request.resourceSpans) {
 *       for (const { spans } of scopeSpans) names.push(...spans.map(({ name }) => name));
 *     }
 *   },
 * });
 * const response = await handler(
 *   new Request("http://localhost:4318/v1/traces", {
 *     method: "POST",
 *     headers: { "content-type": "application/json" },
 *     body: '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"roll"}]}]}]}',
 *   }),
 * );
 * equal(response.status, 200);
 * equal(await response.text(), "{}");
 * deepEqual(names, ["roll"]);
 * ```
 */
export function createHttpHandler(
  { allowOrigin = isLocalhostOrigin, ...options }: HttpHandlerOptions,
): (request: Request) => Promise<Response> {
  return async function handleExport(request) {
    const response = await answer(request, options);
    for (const [name, value] of Object.entries(corsHeaders(request, { allowOrigin }))) {
      response.headers.set(name, value);
    }
    return response;
  };
}

async function answer(
  request: Request,
  options: ExportHandlers & DecodeOptions,
): Promise<Response> {
  const encoding = encodingOf(request.headers.get("content-type"));
  const { pathname } = new URL(request.url);
  const signal = SIGNAL_ENDPOINTS.find(({ path }) => path === pathname)?.signal;
  if (signal === undefined || !isHandled(signal, options)) {
    return fail(404, "Cannot find a receiver: there is none at this path", encoding);
  }
  if (isPreflight(request)) return new Response(null, { status: 204 });
  if (request.method !== "POST") {
    return fail(405, "Cannot take the request: its method is not POST", encoding, {
      allow: "POST",
    });
  }
  if (encoding === undefined) {
    const { protobuf, json } = CONTENT_TYPES;
    return fail(
      415,
      `Cannot take the request: its Content-Type is not ${protobuf} or ${json}`,
      encoding,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = await readBody(request, options.maxBytes ?? MAX_BYTES);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    return fail(error.status, error.message, encoding, {
      ...(error.status === 415 ? { "accept-encoding": "gzip, deflate" } : {}),
    });
  }
  const context = {
    transport: "http",
    headers: request.headers,
    contentType: CONTENT_TYPES[encoding],
    bytes,
  } as const;
  const verdict = await receiveExport({ signal, encoding, context }, options);
  return respondWithVerdict(verdict, { signal, encoding });
}

function fail(
  status: number,
  message: string,
  encoding: OtlpEncoding | undefined,
  headers: Readonly<Record<string, string>> = {},
): Response {
  if (encoding === undefined) {
    return new Response(message, {
      status,
      headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
    });
  }
  return new Response(encodeRpcStatus({ code: CODES[status] ?? 0, message }, encoding), {
    status,
    headers: { ...headers, "content-type": CONTENT_TYPES[encoding] },
  });
}
