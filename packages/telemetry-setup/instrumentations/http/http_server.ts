import type { Instrumentation } from "../instrumentation.ts";
import { createActiveSpanRecorder } from "./active_span_recorder.ts";
import { observeDenoServe } from "./deno_serve.ts";
import { observeNodeHttpServers } from "./node_http_server.ts";
import { createLateRecorder } from "./late_recorder.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";

/**
 * Records the requests that an unchanged application serves: with every `Deno.serve` that is called
 * after it is enabled, and with servers of `node:http`, `node:https` and `node:http2`.
 *
 * @param options.augment Adds to the spans that Deno's own OpenTelemetry makes, in place of making
 * any. @default false
 */
export function createHttpServerInstrumentation(
  { augment = false }: { readonly augment?: boolean } = {},
): Instrumentation {
  return {
    name: "http-server",
    enable(providers, config) {
      const recorder = createLateRecorder(() =>
        augment
          ? createActiveSpanRecorder(providers, config)
          : createServerRequestRecorder(providers, config)
      );
      const enabled = new DisposableStack();
      enabled.use(observeDenoServe(recorder, { fastPath: config.otel_deno.fast_path }));
      enabled.use(
        observeNodeHttpServers(recorder, { firstByte: config.otel_deno.first_byte_event }),
      );
      return enabled;
    },
  };
}
