// Hot path: the wrapped handler runs once a request.
import { type Context, context, ROOT_CONTEXT } from "@opentelemetry/api";
import { lateGlobal } from "../late_global.ts";
import { replaceProperty } from "../replace_property.ts";
import { withoutTracing } from "../without_tracing.ts";
import { activeServerRequest } from "./active_server_request.ts";
import { createWholeCheck, type IsWhole } from "./inner/whole_response.ts";
import { type OpenRequest, OpenRequests } from "./open_requests.ts";
import { peerOf } from "./when_sent.ts";
import type { RecordedRequest, ServerRequestRecorder } from "./server_request_recorder.ts";

type Handler = Deno.ServeHandler<Deno.Addr>;
type ServeOptions = Deno.ServeOptions & { handler?: Handler };
type OnError = NonNullable<ServeOptions["onError"]>;

/** As it was when telemetry started: an application may put another one in its place. */
const responseClass = lateGlobal("Response");

/** What is done for a request that is excluded leads to no spans. */
const EXCLUDED_CONTEXT = withoutTracing(ROOT_CONTEXT);

/** Options of {@linkcode observeDenoServe}. */
export interface DenoServeOptions {
  /** Whether inner properties of Deno's may be read. */
  readonly fastPath: boolean;
}

/**
 * Observes the requests of every `Deno.serve` that is called from now on, in an unchanged
 * application.
 *
 * @returns Ends it.
 */
export function observeDenoServe(
  recorder: ServerRequestRecorder,
  { fastPath }: DenoServeOptions,
): Disposable {
  const observer: Observer = { recorder, fastPath, open: new OpenRequests(), enabled: true };
  const replaced = replaceProperty(Deno, "serve", (original) => instrument(original, observer));
  return {
    [Symbol.dispose]() {
      replaced[Symbol.dispose]();
      observer.enabled = false;
      // Answered, but the last byte is not known to be sent: what is known is recorded.
      for (const call of observer.open) endCall(call, observer);
    },
  };
}

function instrument(original: typeof Deno.serve, observer: Observer): typeof Deno.serve {
  const isWhole = createWholeCheck(observer);
  const instrumented = (...args: [ServeOptions | Handler | undefined, Handler?]) => {
    const [first, second] = args;
    const options = typeof first === "function" ? undefined : first;
    const handler = [first, second, options?.handler].find((arg) => typeof arg === "function");
    // What is wrong with the arguments is for Deno.serve to say.
    if (handler === undefined || !observer.enabled) return Reflect.apply(original, Deno, args);
    const onError = typeof options?.onError === "function" ? options.onError : undefined;
    return Reflect.apply(original, Deno, [
      onError === undefined ? options : withOnError(options as ServeOptions, onError),
      observeHandler({ handler: handler as Handler, onError, observer, isWhole }),
    ]);
  };
  return instrumented as typeof Deno.serve;
}

type Info = Deno.ServeHandlerInfo<Deno.Addr>;

interface Observer {
  readonly recorder: ServerRequestRecorder;
  readonly fastPath: boolean;
  /** Not ended yet. */
  readonly open: OpenRequests<Call>;
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

/** What is the same for all requests to a server. */
interface Server {
  readonly handler: Handler;
  readonly onError: OnError | undefined;
  readonly observer: Observer;
  readonly isWhole: IsWhole;
}

/** A request that is being served. */
interface Call extends OpenRequest {
  readonly info: Info;
  readonly context: Context;
  /** `undefined` of one that is excluded. */
  readonly recorded: RecordedRequest | undefined;
}

function observeHandler(server: Server): Handler {
  const { handler, observer } = server;
  return (request, info) => {
    if (!observer.enabled) return handler(request, info);
    const call = startCall(request, info, observer);
    if (call === undefined) return handler(request, info);
    try {
      const response = context.with(call.context, handler, undefined, request, info);
      // To wait for what is there already would have Deno answer on a longer way.
      return isThenable(response)
        ? answerLater(response, call, server)
        : answer(response, call, server);
    } catch (error) {
      return answerFailed(error, call, server);
    }
  };
}

/** @returns `undefined` if it is to be served as if nobody observed it. */
function startCall(request: Request, info: Info, observer: Observer): Call | undefined {
  const { recorder, open } = observer;
  if (recorder.excludes(request)) {
    return { info, context: EXCLUDED_CONTEXT, recorded: undefined, position: -1 };
  }
  // Enabled twice: the request is recorded already.
  if (activeServerRequest()?.request === request) return undefined;
  // Deno calls handlers in the context in which Deno.serve was called, which is no parent of theirs.
  const recorded = recorder.start(request, { parent: ROOT_CONTEXT, peer: peerOf(info) });
  if (recorded === undefined) return undefined;
  const call = { info, context: recorded.context, recorded, position: -1 };
  open.add(call);
  return call;
}

/** As Deno has it. */
function isThenable(value: unknown): value is PromiseLike<Response> {
  return value !== null && (typeof value === "object" || typeof value === "function") &&
    typeof (value as PromiseLike<unknown>).then === "function";
}

async function answerLater(
  response: PromiseLike<Response>,
  call: Call,
  server: Server,
): Promise<Response> {
  try {
    return answer(await response, call, server);
  } catch (error) {
    return answerFailed(error, call, server);
  }
}

function answer(response: unknown, call: Call, { isWhole, observer }: Server): Response {
  const whole = isWhole(response);
  const usable = whole ? response as Response : requireUsable(response);
  const { recorded, info } = call;
  if (recorded === undefined) return usable;
  recorded.respond(usable.status, usable);
  // Of an upgraded connection Deno never tells the end. Even to look whether there is a body
  // would change what is sent: in chunks then, without its length.
  if (whole || usable.status === 101) endCall(call, observer);
  else {
    const end = () => endCall(call, observer);
    info.completed.then(end, end);
  }
  return usable;
}

/** As Deno.serve does it; here, so that the status that comes of it is seen. */
function answerFailed(error: unknown, call: Call, server: Server): Promise<Response> {
  const { onError } = server;
  const { recorded } = call;
  if (recorded !== undefined) recorded.active.error ??= error;
  if (onError === undefined) return fail(error, call, server);
  return context.with(call.context, askOnError, undefined, error, onError).then(
    (response) => answer(response, call, server),
    (error) => fail(error, call, server),
  );
}

/** @throws What Deno is to answer. */
function fail(error: unknown, call: Call, { observer }: Server): never {
  call.recorded?.respond(500);
  endCall(call, observer);
  throw error;
}

function endCall(call: Call, { open }: Observer): void {
  open.remove(call);
  call.recorded?.end();
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
