import { createHttpServerInstrumentation } from "../http/http_server.ts";
import type { InstrumentationConfig, InstrumentationProviders } from "../instrumentation.ts";
import { DEFAULT_CONFIG } from "./instrumentation_config.ts";

/** What `Deno.serve` would be given, called without a socket. */
export type InstrumentedHandler = (request: Request) => Promise<Response>;

/** Gives the handler to an instrumented `Deno.serve`, which opens no socket here. */
export function instrumentHandler(
  providers: InstrumentationProviders,
  handler: (request: Request) => Response | Promise<Response>,
  config: InstrumentationConfig = DEFAULT_CONFIG,
): InstrumentedHandler {
  const original = Deno.serve;
  let instrumented: Deno.ServeHandler | undefined;
  try {
    Deno.serve = ((_options: unknown, handler: Deno.ServeHandler) => {
      instrumented = handler;
    }) as unknown as typeof Deno.serve;
    createHttpServerInstrumentation().enable(providers, config);
    Deno.serve(handler);
  } finally {
    Deno.serve = original;
  }
  return async (request) => {
    const info: Deno.ServeHandlerInfo = {
      remoteAddr: { transport: "tcp", hostname: "192.0.2.7", port: 51234 },
      completed: Promise.resolve(),
    };
    if (instrumented === undefined) throw new Error("Cannot instrument the handler");
    const response = await instrumented(request, info);
    // Lets the end of the request be recorded.
    await info.completed;
    return response;
  };
}
