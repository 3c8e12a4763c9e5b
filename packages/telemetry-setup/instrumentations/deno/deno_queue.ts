import { ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import type { Instrumentation } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import {
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  DENO_KV,
} from "./kv_names.ts";
import { type CallOptions, observeCall } from "./observe_call.ts";
import { type DenoWithKv, observeKv } from "./observe_kv.ts";
import { replaceProperty } from "../replace_property.ts";

/**
 * Records messages of Deno KV's queues: sending one, and handling one as a trace of its own.
 *
 * No context goes along. A message is what the application gave: there is no place beside it, and one
 * inside it would be seen by a handler without telemetry, and under `keysIfUndelivered`. As the
 * conventions ask of a sender whose context does not go along, its span is of the kind CLIENT.
 *
 * @param options.deno For tests.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/}
 */
export function createDenoQueueInstrumentation(
  options: { readonly deno?: DenoWithKv } = {},
): Instrumentation {
  return {
    name: "deno-queue",
    enable({ tracerProvider }, { otel_deno }) {
      const tracer = tracerProvider.getTracer(instrumentationScope("deno-queue"), SCOPE_VERSION);
      const describe = (name: string, type: "send" | "process"): CallOptions => ({
        tracer,
        name,
        kind: type === "send" ? SpanKind.CLIENT : SpanKind.CONSUMER,
        attributes: {
          [ATTR_MESSAGING_SYSTEM]: DENO_KV,
          [ATTR_MESSAGING_OPERATION_NAME]: name,
          [ATTR_MESSAGING_OPERATION_TYPE]: type,
        },
      });
      return observeKv(({ kv }) => {
        const undo = new DisposableStack();
        undo.use(replaceProperty(kv, "enqueue", (original) =>
          function (...args) {
            const call = () => Reflect.apply(original!, this, args);
            return undo.disposed ? call() : observeCall(call, describe("enqueue", "send"));
          }));
        undo.use(replaceProperty(kv, "listenQueue", (original) =>
          function (handler, ...rest) {
            if (typeof handler !== "function") {
              return Reflect.apply(original!, this, [handler, ...rest]);
            }
            const handle = (message: unknown) =>
              undo.disposed ? handler(message) : observeCall(() => handler(message), {
                ...describe("process", "process"),
                parent: ROOT_CONTEXT,
                describesErrors: otel_deno.exception_signal_opt_in !== "logs",
              });
            return Reflect.apply(original!, this, [handle, ...rest]);
          }));
        return undo;
      }, options);
    },
  };
}
