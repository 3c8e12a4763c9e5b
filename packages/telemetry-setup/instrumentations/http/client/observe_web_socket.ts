// Hot path: runs once a connection.
import { diag, type TextMapSetter } from "@opentelemetry/api";
import { replaceProperty } from "../../replace_property.ts";
import type { ClientRequestRecorder, RecordedClientRequest } from "./client_request_recorder.ts";

/** What Deno takes as the second argument of `WebSocket`, besides protocols alone. */
interface WebSocketOptions {
  readonly protocols?: readonly string[];
  readonly headers?: HeadersInit;
}

const SETTER: TextMapSetter<Headers> = { set: (headers, name, value) => headers.set(name, value) };

/**
 * Records the handshake of the global `WebSocket`: the GET request by which a connection begins, and
 * which takes the trace context along. It ends when the connection is open. Of what is sent over it
 * nothing is recorded: the conventions have nothing for it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6455#section-4.1}
 */
export function observeWebSocket(recorder: ClientRequestRecorder): Disposable {
  const observing = new DisposableStack();
  observing.use(replaceProperty(globalThis, "WebSocket", (original) => {
    const replacement: typeof WebSocket = new Proxy(original, {
      construct(target, args, newTarget) {
        const by = newTarget === replacement ? target : newTarget;
        const recorded = observing.disposed ? undefined : start(args[0], recorder);
        if (recorded === undefined) return Reflect.construct(target, args, by);
        let socket: WebSocket;
        try {
          socket = Reflect.construct(target, withContext(args, recorded), by);
        } catch (error) {
          recorded.fail(error);
          throw error;
        }
        endWhenOpen(socket, recorded);
        return socket;
      },
    });
    return replacement;
  }));
  return observing;
}

function start(given: unknown, recorder: ClientRequestRecorder): RecordedClientRequest | undefined {
  try {
    // Whatever is no text and no URL, only the application's own reading turns into one.
    const url = typeof given === "string" || given instanceof URL
      ? URL.parse(String(given))?.href.replace(/^http/, "ws")
      : undefined;
    if (url === undefined || !/^wss?:/.test(url) || !recorder.wants(url)) return undefined;
    return recorder.start({ method: "GET", url, headers: () => new Headers() });
  } catch (error) {
    diag.warn("Cannot record a WebSocket", error);
    return undefined;
  }
}

/** Deno takes headers, unlike browsers. Where those that are given cannot be read, it says so itself. */
function withContext(args: readonly unknown[], recorded: RecordedClientRequest): unknown[] {
  try {
    const [url, given, ...rest] = args;
    const options = toOptions(given);
    const headers = new Headers(options.headers);
    recorded.inject(headers, SETTER);
    return [url, { ...options, headers }, ...rest];
  } catch {
    return [...args];
  }
}

/** Protocols may stand alone: one as a text, or any sequence. */
function toOptions(given: unknown): WebSocketOptions {
  if (typeof given === "string") return { protocols: [given] };
  const { [Symbol.iterator]: isSequence } = (given ?? {}) as Partial<Iterable<string>>;
  return isSequence === undefined
    ? (given ?? {}) as WebSocketOptions
    : { protocols: [...given as Iterable<string>] };
}

function endWhenOpen(socket: WebSocket, recorded: RecordedClientRequest): void {
  // A class of the application's own may have another method of this name.
  const once = (type: string, listener: (event: Event) => void) =>
    Reflect.apply(EventTarget.prototype.addEventListener, socket, [type, listener, { once: true }]);
  once("open", () => {
    recorded.respond({ status: 101, headers: () => new Headers() });
    recorded.end();
  });
  // These two have no effect once it is open: it was recorded already.
  once("error", (event) => {
    const { error, message } = event as ErrorEvent;
    recorded.fail(error ?? new Error(message));
  });
  once("close", () => recorded.end());
}
