/** What is asked of a port. */
export interface PortQuestion {
  readonly hostname: string;
  readonly port: number;
  /** How long each of three questions may take, in milliseconds. @default {500} */
  readonly timeoutMillis?: number;
}

/** What the Collector's receiver answers to GET. */
const COLLECTOR_ANSWER = "405 method not allowed, supported: [POST]";
/** What ours does. */
const OWN_ANSWER = "Cannot take the request: its method is not POST";

/**
 * Who listens on a port, where it is somebody whom one may expect there.
 *
 * @returns Words that follow "by" or "is", `undefined` where it is somebody else, or nobody.
 */
export async function describePortHolder(question: PortQuestion): Promise<string | undefined> {
  const { hostname, port, timeoutMillis = 500 } = question;
  const host = hostname === "0.0.0.0" ? "127.0.0.1" : hostname === "::" ? "[::1]" : hostname;
  const ask = async (path: string, init: RequestInit & { client?: Deno.HttpClient } = {}) => {
    const url = `http://${
      host.includes(":") && !host.startsWith("[") ? `[${host}]` : host
    }:${port}`;
    const response = await fetch(`${url}${path}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMillis),
      ...init,
    });
    const text = new TextDecoder().decode(await readStart(response));
    return { headers: response.headers, text };
  };
  try {
    const { headers, text } = await ask("/v1/traces");
    const server = headers.get("server") ?? "";
    if (/^otel-deno-viewer\b/.test(server)) return "a viewer";
    if (text.startsWith(COLLECTOR_ANSWER)) return "an OpenTelemetry Collector";
    if (text.startsWith(OWN_ANSWER)) return "a viewer's receiver for OTLP over HTTP";
    return undefined;
  } catch {
    // It may speak HTTP/2 only, as servers for gRPC do.
  }
  try {
    using client = Deno.createHttpClient({ http1: false, http2: true });
    const { headers } = await ask("/", {
      method: "POST",
      headers: { "content-type": "application/grpc" },
      client,
    });
    if (headers.get("content-type")?.startsWith("application/grpc")) {
      return "a server for gRPC, as a Collector or a viewer has one";
    }
  } catch {
    // Somebody else, or nobody any longer.
  }
  return undefined;
}

/** Whoever it is may send without end. */
async function readStart(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const { value = new Uint8Array() } = await reader.read();
  await reader.cancel();
  return value;
}
