import { describeFailure } from "./describe_failure.ts";
import { readCapped } from "./read_capped.ts";
import { setHeaders } from "./set_headers.ts";
import type { Verdict } from "../transport.ts";
import type { OtlpTransportConfig, TlsMaterial } from "../transport_config.ts";

/**
 * As it was before telemetry started: what is sent here is not to be recorded, or each export would
 * make the next one.
 */
const { fetch } = globalThis;

/** What came back for a request. */
export interface Answer {
  readonly response: Response;
  /** At most 4 MiB; `undefined` when the connection ended in it. */
  readonly body: Uint8Array | undefined;
}

/** What is posted. */
export interface PostRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds, where they are less than the configured ones. @default the configured ones */
  readonly timeoutMillis?: number;
}

/** Posts bytes to one receiver. */
export interface HttpPoster {
  /**
   * Posts a body with the configured headers and these, which have precedence. Never rejects.
   *
   * @returns The answer, or the verdict where there is none.
   */
  post(
    url: string,
    request: PostRequest,
  ): Promise<Answer | Verdict>;
  /** Ends requests under way and releases connections. Posting afterwards is refused. */
  close(): void;
}

/** Options of {@linkcode createHttpPoster}. */
export interface HttpPosterOptions {
  /** Whether to speak HTTP/2 without being asked, also where there is no TLS. @default false */
  readonly http2Only?: boolean;
}

/** What OTLP/HTTP and OTLP/gRPC have in common: headers, the timeout, and how requests fail. */
export function createHttpPoster(
  config: Pick<OtlpTransportConfig, "headers" | "timeoutMillis" | "userAgent" | "tls">,
  { http2Only = false }: HttpPosterOptions = {},
): HttpPoster {
  const closing = new AbortController();
  const client = createClient(config.tls, http2Only);

  async function post(
    url: string,
    request: PostRequest,
  ): Promise<Answer | Verdict> {
    const timeoutMillis = Math.min(config.timeoutMillis, request.timeoutMillis ?? Infinity);
    if (closing.signal.aborted) return { outcome: "refused", reason: "the transport is closed" };
    const headers = new Headers();
    try {
      setHeaders(config.headers, (name, value) => headers.set(name, value));
    } catch (error) {
      return { outcome: "refused", reason: error instanceof Error ? error.message : String(error) };
    }
    headers.set("user-agent", config.userAgent);
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, value);

    const timeout = new AbortController();
    const timer = setTimeout(
      () => timeout.abort(new DOMException("The time is over", "TimeoutError")),
      timeoutMillis,
    );
    try {
      const response = await fetch(url, {
        method: "POST",
        headers,
        body: request.body as Uint8Array<ArrayBuffer>,
        // A redirect would carry the headers, credentials included, to another place.
        redirect: "manual",
        signal: AbortSignal.any([closing.signal, timeout.signal]),
        ...(client === undefined ? {} : { client }),
      });
      return { response, body: await readCapped(response).catch(() => undefined) };
    } catch (error) {
      const tls = URL.parse(url)?.protocol === "https:"
        ? { clientCertificate: config.tls?.cert !== undefined }
        : undefined;
      return { outcome: "retry", reason: describeFailure(error, timeoutMillis, tls) };
    } finally {
      clearTimeout(timer);
    }
  }

  function close(): void {
    if (closing.signal.aborted) return;
    closing.abort();
    client?.close();
  }

  return { post, close };
}

/** `undefined` where Deno's own client does. */
function createClient(
  tls: TlsMaterial | undefined,
  http2Only: boolean,
): Deno.HttpClient | undefined {
  if (tls === undefined && !http2Only) return undefined;
  const { ca, cert, key } = tls ?? {};
  return Deno.createHttpClient({
    ...(http2Only ? { http1: false, http2: true } : {}),
    ...(ca === undefined ? {} : { caCerts: [ca] }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  });
}
