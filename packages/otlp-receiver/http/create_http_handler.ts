// Hot path: runs for each request over HTTP.
import { createIntake } from "../intake/intake.ts";
import type { IntakeOptions } from "../intake/intake_options.ts";
import { answerExport } from "./answer_export.ts";
import type { CorsOptions } from "./cors_headers.ts";
import { isLocalhostOrigin } from "./is_localhost_origin.ts";

/** Options of {@linkcode createHttpHandler}. */
export interface HttpHandlerOptions extends IntakeOptions, Partial<CorsOptions> {
  /**
   * Whether web pages of this origin may send; others are answered with 403.
   *
   * @default those of this machine: `localhost`, 127.0.0.0/8, [::1]
   */
  readonly allowOrigin?: (origin: string) => boolean;
}

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
  const common = { intake: createIntake(options), allowOrigin };
  return async function handleExport({ method, url, headers, body: stream }) {
    const { pathname: path } = new URL(url);
    const exchange = { method, path, headers, body: stream };
    const { body = null, ...answer } = await answerExport(exchange, common);
    return new Response(body, answer);
  };
}
