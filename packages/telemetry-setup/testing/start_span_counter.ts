/** A receiver that keeps the names of the spans it gets, by OTLP/HTTP with JSON. */
export interface SpanCounter extends AsyncDisposable {
  /** Its base URL, for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  /** Names of the spans received, in order. */
  readonly spanNames: readonly string[];
}

/**
 * Starts a receiver on a free port of the loopback interface.
 *
 * @param answer Makes the answer to each request. @default status 200 and an empty object
 */
export function startSpanCounter(
  answer: () => Response | Promise<Response> = () => Response.json({}),
): SpanCounter {
  const spanNames: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { resourceSpans = [] } = await request.json();
    for (const { scopeSpans } of resourceSpans) {
      for (const { spans } of scopeSpans) {
        spanNames.push(...spans.map(({ name }: { readonly name: string }) => name));
      }
    }
    return answer();
  });
  return {
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    spanNames,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
