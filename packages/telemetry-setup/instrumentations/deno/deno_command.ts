import { context, SpanKind } from "@opentelemetry/api";
import { basename } from "node:path";
import type { Instrumentation } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { type ObservedCall, startCall } from "./observe_call.ts";
import { replaceProperty } from "../replace_property.ts";

/** Names of the conventions 1.45 that are not stable yet, so they are copied. */
const ATTR_PROCESS_EXECUTABLE_NAME = "process.executable.name";
const ATTR_PROCESS_EXIT_CODE = "process.exit.code";
const ATTR_PROCESS_PID = "process.pid";

/** `Deno`, as far as child processes go. */
export interface DenoWithCommand {
  Command: typeof Deno.Command;
}

/**
 * Records child processes of `Deno.Command` as spans, from their start to their end: the name of the
 * executable and the exit code, never arguments, environment or output.
 *
 * @param options.deno For tests.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/cli/cli-spans/#client-caller-spans}
 */
export function createDenoCommandInstrumentation(
  { deno = Deno }: { readonly deno?: DenoWithCommand } = {},
): Instrumentation {
  return {
    name: "deno-command",
    enable({ tracerProvider }) {
      const tracer = tracerProvider.getTracer(instrumentationScope("deno-command"), SCOPE_VERSION);
      const names = new WeakMap<object, string>();
      const undo = new DisposableStack();
      /** Calls with a span that the caller ends; without one, where the command is not known. */
      function observe<T>(
        { command, call }: { readonly command: object; readonly call: () => T },
        observed: (result: T, span: ObservedCall) => void,
      ): T {
        const name = names.get(command);
        if (undo.disposed || name === undefined) return call();
        const span = startCall({
          tracer,
          name,
          kind: SpanKind.CLIENT,
          attributes: { [ATTR_PROCESS_EXECUTABLE_NAME]: name },
        });
        let result: T;
        try {
          result = context.with(span.context, call);
        } catch (error) {
          span.fail(error);
          throw error;
        }
        observed(result, span);
        return result;
      }

      undo.use(replaceProperty(deno, "Command", (original) => {
        const { prototype } = original;
        undo.use(replaceProperty(prototype, "output", (output) =>
          function (this: Deno.Command) {
            const call = () => output.call(this);
            return observe({ command: this, call }, endWith);
          }));
        undo.use(
          replaceProperty(prototype, "outputSync", (outputSync) =>
            function (this: Deno.Command) {
              const call = () => outputSync.call(this);
              return observe({ command: this, call }, (status, span) => end(span, status));
            }),
        );
        undo.use(replaceProperty(prototype, "spawn", (spawn) =>
          function (this: Deno.Command) {
            const call = () => spawn.call(this);
            return observe({ command: this, call }, (child, span) => {
              span.set({ [ATTR_PROCESS_PID]: child.pid });
              endWith(child.status, span);
            });
          }));
        return new Proxy(original, {
          construct(target, args, newTarget) {
            const command = Reflect.construct(target, args, newTarget);
            // Given as path or URL; what is neither is for Deno to say.
            if (args.length > 0) names.set(command, basename(String(args[0])));
            return command;
          },
        });
      }));
      return undo;
    },
  };
}

function endWith(status: Promise<Deno.CommandStatus>, span: ObservedCall): void {
  // A promise of its own: the application's stays as unhandled as it is.
  status.then((status) => end(span, status), (error) => span.fail(error));
}

function end(span: ObservedCall, { code }: { readonly code: number }): void {
  span.set({ [ATTR_PROCESS_EXIT_CODE]: code });
  if (code === 0) span.end();
  else span.fail(code, String(code));
}
