// Hot path: the wrapped handler runs once a request.
import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { lateGlobal } from "../late_global.ts";
import { replaceProperty } from "../replace_property.ts";
import { withoutTracing } from "../without_tracing.ts";
import { activeServerRequest } from "./active_server_request.ts";
import { peerOf } from "./when_sent.ts";
import type { RecordedRequest, ServerRequestRecorder } from "./server_request_recorder.ts";

type Handler = Deno.ServeHandler<Deno.Addr>;
type ServeOptions = Deno.ServeOptions & { handler?: Handler };
type OnError = NonNullable<ServeOptions["onError"]>;

/** As it was when telemetry started: an application may put another one in its place. */
const responseClass = lateGlobal("Response");

/** What is done for a request that is excluded leads to no spans. */
const EXCLUDED_CONTEXT = withoutTracing(ROOT_CONTEXT);

/**
 * Observes the requests of every `Deno.serve` that is called from now on, in an unchanged
 * application.
 *
 * @returns Ends it.
 */
export function observeDenoServe(recorder: ServerRequestRecorder): Disposable {
  const observer: Observer = { recorder, open: new Set(), enabled: true };
  const replaced = replaceProperty(Deno, "serve", (original) => instrument(original, observer));
  return {
    [Symbol.dispose]() {
      replaced[Symbol.dispose]();
      observer.enabled = false;
      // Answered, but the last byte is not known to be sent: what is known is recorded.
      for (const request of observer.open) request.end();
      observer.open.clear();
    },
  };
}

function instrument(original: typeof Deno.serve, observer: Observer): typeof Deno.serve {
  const instrumented = (...args: [ServeOptions | Handler | undefined, Handler?]) => {
    const [first, second] = args;
    const options = typeof first === "function" ? undefined : first;
    const handler = [first, second, options?.handler].find((arg) => typeof arg === "function");
    // What is wrong with the arguments is for Deno.serve to say.
    if (handler === undefined || !observer.enabled) return Reflect.apply(original, Deno, args);
    const onError = typeof options?.onError === "function" ? options.onError : undefined;
    return Reflect.apply(original, Deno, [
      onError === undefined ? options : withOnError(options as ServeOptions, onError),
      observeHandler(handler as Handler, onError, observer),
    ]);
  };
  return instrumented as typeof Deno.serve;
}

type Info = Deno.ServeHandlerInfo<Deno.Addr>;

interface Observer {
  readonly recorder: ServerRequestRecorder;
  /** Not ended yet. */
  readonly open: Set<RecordedRequest>;
  enabled: boolean;
}

/** The application's `onError` failed; `cause` is what it threw. */
class OnErrorFailure extends Error {}

/** The handler asks `onError` itself; Deno must not ask it again about what it threw. */
function withOnError(options: ServeOptions, onError: OnError): ServeOptions {
  const value: OnError = (error) => {
    if (error instanceof OnErrorFailure) throw error.cause;
    return onError(error);
  };
  return Object.create(Object.getPrototypeOf(options), {
    ...Object.getOwnPropertyDescriptors(options),
    onError: { value },
  });
}

function observeHandler(
  handler: Handler,
  onError: OnError | undefined,
  observer: Observer,
): Handler {
  async function answer(request: Request, info: Info, thrown: (error: unknown) => void) {
    try {
      return requireUsable(await handler(request, info));
    } catch (error) {
      thrown(error);
      // As Deno.serve does it; here, so that the status that comes of it is seen.
      if (onError === undefined) throw error;
      return await askOnError(error, onError);
    }
  }
  return async (request, info) => {
    if (!observer.enabled) return handler(request, info);
    if (observer.recorder.excludes(request)) {
      return context.with(EXCLUDED_CONTEXT, () => answer(request, info, () => {}));
    }
    const recorded = startRecording(request, info, observer);
    if (recorded === undefined) return handler(request, info);
    const end = () => {
      observer.open.delete(recorded);
      recorded.end();
    };
    try {
      const response = await context.with(
        recorded.context,
        () => answer(request, info, (error) => recorded.active.error ??= error),
      );
      recorded.respond(response.status, response.headers);
      // Of an upgraded connection Deno never tells the end. Even to look whether there is a body
      // would change what is sent: in chunks then, without its length.
      if (response.status === 101) end();
      else info.completed.then(end, end);
      return response;
    } catch (error) {
      recorded.respond(500);
      end();
      throw error;
    }
  };
}

function startRecording(
  request: Request,
  info: Info,
  { recorder, open }: Observer,
): RecordedRequest | undefined {
  // Enabled twice: the request is recorded already.
  if (activeServerRequest()?.request === request) return undefined;
  // Deno calls handlers in the context in which Deno.serve was called, which is no parent of theirs.
  const options = { parent: ROOT_CONTEXT, peer: peerOf(info) };
  const recorded = recorder.start(request, options);
  if (recorded !== undefined) open.add(recorded);
  return recorded;
}

async function askOnError(error: unknown, onError: OnError): Promise<Response> {
  try {
    return requireUsable(await onError(error));
  } catch (cause) {
    throw new OnErrorFailure("onError failed", { cause });
  }
}

/** Refuses what Deno.serve would refuse, in its words, so that `onError` is asked here. */
function requireUsable(response: unknown): Response {
  if (!(response instanceof responseClass())) {
    throw new TypeError(
      "Return value from serve handler must be a response or a promise resolving to a response",
    );
  }
  if (response.type === "error") {
    throw new TypeError(
      "Return value from serve handler must not be an error response (like Response.error())",
    );
  }
  if (response.bodyUsed) {
    throw new TypeError(
      "The body of the Response returned from the serve handler has already been consumed",
    );
  }
  return response;
}
