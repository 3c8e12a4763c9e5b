import { createHttpServerInstrumentation } from "../http/http_server.ts";
import { DEFAULT_CONFIG } from "./instrumentation_config.ts";
import type { RecordedTelemetry } from "./record_telemetry.ts";

/** What stands in for `Deno.serve`. */
export interface FakeServe extends Disposable {
  readonly serve: unknown;
  readonly calls: unknown[][];
  /** The handler of the last call. */
  readonly handler: Deno.ServeHandler;
  readonly options: Record<string, unknown>;
}

/** Stands in for `Deno.serve`: takes the handler as Deno 2.9 does, and opens no socket. */
export function fakeServe(): FakeServe {
  const original = Deno.serve;
  const calls: unknown[][] = [];
  const serve = (...args: unknown[]) => {
    calls.push(args);
    return { served: true };
  };
  Deno.serve = serve as unknown as typeof Deno.serve;
  return {
    serve,
    calls,
    get handler(): Deno.ServeHandler {
      const [first, second] = calls.at(-1) ?? [];
      const given = [first, second].find((argument) => typeof argument === "function");
      return (given ?? (first as { handler: unknown }).handler) as Deno.ServeHandler;
    },
    get options(): Record<string, unknown> {
      return calls.at(-1)?.find((argument) => typeof argument === "object") as Record<
        string,
        unknown
      >;
    },
    [Symbol.dispose]() {
      Deno.serve = original;
    },
  };
}

/** What Deno tells of a request by TCP. */
export const INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "192.0.2.7", port: 51234 },
  completed: Promise.resolve(),
};

/** Lets what waits for `completed` run. */
export const settle = (): Promise<void> => Promise.resolve();

/** Has a request answered, to its end. */
export async function answer(
  handler: Deno.ServeHandler,
  request: Request = new Request("http://localhost:8000/a"),
): Promise<Response> {
  const response = await handler(request, INFO);
  await settle();
  return response;
}

/** Records what `Deno.serve` serves. */
export function enable(telemetry: RecordedTelemetry): Disposable {
  return createHttpServerInstrumentation().enable(telemetry, DEFAULT_CONFIG);
}
