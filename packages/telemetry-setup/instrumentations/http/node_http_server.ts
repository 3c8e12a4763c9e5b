// Hot path: the wrapped emit() runs once an event of a server.
import { context, diag, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { OWN_SERVERS } from "../../diagnostics/own_servers.ts";
import { withoutTracing } from "../without_tracing.ts";
import {
  describeNodeRequest,
  describeNodeStream,
  type NodeHttp2Stream,
  type NodeIncomingMessage,
  type NodeRequest,
} from "./describe_node_request.ts";
import {
  observeNodeFrameworks,
  type RouteNote,
  routeOfExpress,
  withRouteNote,
} from "./node_frameworks.ts";
import { type NodeHeaderRecord, NodeHeaders } from "./node_headers.ts";
import type { RecordedRequest, ServerRequestRecorder } from "./server_request_recorder.ts";

interface Emitter {
  once(event: string, listener: () => void): unknown;
}

/** What is used of a `http.ServerResponse`. */
interface NodeResponse extends Emitter {
  readonly headersSent: boolean;
  readonly statusCode: number;
  getHeaders(): NodeHeaderRecord;
  writeHead(...args: unknown[]): unknown;
}

/** What is used of a `http2.ServerHttp2Stream`. */
interface NodeStream extends NodeHttp2Stream, Emitter {
  readonly headersSent: boolean;
  readonly sentHeaders?: NodeHeaderRecord;
}

/** The request's part of `http2`'s imitation of `http`. */
type NodeMessage = NodeIncomingMessage & { readonly stream?: object };

type Emit = (this: object, event: string, ...args: unknown[]) => boolean;
type ServerPrototype = { emit: Emit };

/** Connections tell their server; so one is found without a load of `node:http`, which takes long. */
const CONNECTION = "net.server.socket";
/** Also of connections that the application brings itself. */
const REQUEST = "http.server.request.start";

const EXCLUDED_CONTEXT = withoutTracing(ROOT_CONTEXT);

/** Options of {@linkcode observeNodeHttpServers}. */
export interface NodeHttpServerOptions {
  /** Whether the time of the first byte matters. */
  readonly firstByte: boolean;
}

/**
 * Records the requests to servers of `node:http`, `node:https` and `node:http2`, and so of what is
 * built on them. Where npm's `instrumentation-http` records a request, it is left to that.
 *
 * @returns Ends it, and leaves the servers' classes as they were found.
 */
export function observeNodeHttpServers(
  recorder: ServerRequestRecorder,
  { firstByte }: NodeHttpServerOptions,
): Disposable {
  const observer: Observer = { recorder, firstByte, open: new Set(), seen: new WeakSet() };
  const undo = new DisposableStack();
  const prototypes = new Set<object>();
  const find = (message: unknown) => {
    const { socket, server = socket?.server } = message as {
      readonly server?: object;
      readonly socket?: { readonly server?: object };
    };
    const prototype = server && prototypeOf(server);
    if (prototype === undefined || prototypes.has(prototype)) return;
    if (isTheirs(prototype.emit)) return;
    prototypes.add(prototype);
    undo.defer(observeEmit(prototype, observer));
  };
  for (const channel of [CONNECTION, REQUEST]) {
    subscribe(channel, find);
    undo.defer(() => void unsubscribe(channel, find));
  }
  undo.use(observeNodeFrameworks());
  // Answered or not: what is known is recorded.
  undo.defer(() => observer.open.forEach((end) => end()));
  return undo;
}

interface Observer {
  readonly recorder: ServerRequestRecorder;
  readonly firstByte: boolean;
  /** Ends each request that is not ended yet. */
  readonly open: Set<() => void>;
  /** Requests and streams that were met: servers hand some of them on to themselves. */
  readonly seen: WeakSet<object>;
}

/** npm's `instrumentation-http`, enabled before us; it must find its own wrapper to take it off. */
function isTheirs(emit: Emit): boolean {
  return emit.name === "incomingRequest" && "__wrapped" in emit;
}

/** The prototype of the class of Node's own: the application's may extend it. */
function prototypeOf(server: object): ServerPrototype | undefined {
  for (let one = server; one; one = Object.getPrototypeOf(one)) {
    // The one is `http` and `https`, the other `http2`.
    if (Object.hasOwn(one, "closeAllConnections") || Object.hasOwn(one, "updateSettings")) {
      return one as ServerPrototype;
    }
  }
  return undefined;
}

/** @returns Undoes it. */
function observeEmit(prototype: ServerPrototype, observer: Observer): () => void {
  const isOwn = Object.hasOwn(prototype, "emit");
  const original = prototype.emit;
  const emit: Emit = function emit(event, ...args) {
    const run = () => Reflect.apply(original, this, [event, ...args]);
    if (OWN_SERVERS.has(this)) return run();
    switch (event) {
      case "request":
      case "checkContinue":
      case "checkExpectation":
        return onRequest(args as [NodeMessage, NodeResponse], run, observer);
      case "upgrade":
        return onUpgrade(args[0] as NodeMessage, run, observer);
      case "stream":
        return onStream(args as [NodeStream, NodeHeaderRecord], run, observer);
    }
    return run();
  };
  prototype.emit = emit;
  return () => {
    if (prototype.emit !== emit) return;
    if (isOwn) prototype.emit = original;
    else delete (prototype as Partial<ServerPrototype>).emit;
  };
}

type Run = () => boolean;

function onRequest(
  [message, response]: [NodeMessage, NodeResponse],
  run: Run,
  observer: Observer,
): boolean {
  const source = message.stream ?? message;
  return observe(source, () => describeNodeRequest(message), run, {
    observer,
    begin(recorded, end, note) {
      const respond = () =>
        recorded.respond(response.statusCode, {
          get headers() {
            return new NodeHeaders(response.getHeaders());
          },
        });
      if (observer.firstByte) onHead(response, respond);
      response.once("close", () => {
        guard(() => {
          recorded.active.route ??= note.route ?? routeOfExpress(message);
          if (response.headersSent) respond();
        });
        end();
      });
    },
  });
}

/** What is answered to it goes past the server: the status is not known. */
function onUpgrade(message: NodeMessage, run: Run, observer: Observer): boolean {
  return observe(message, () => describeNodeRequest(message), run, {
    observer,
    begin: (_recorded, end) => queueMicrotask(end),
  });
}

function onStream(
  [stream, headers]: [NodeStream, NodeHeaderRecord],
  run: Run,
  observer: Observer,
): boolean {
  return observe(stream, () => describeNodeStream(stream, headers), run, {
    observer,
    begin(recorded, end) {
      stream.once("close", () => {
        guard(() => {
          const sent = stream.headersSent ? stream.sentHeaders : undefined;
          if (sent) recorded.respond(Number(sent[":status"]), { headers: new NodeHeaders(sent) });
        });
        end();
      });
    },
  });
}

function onHead(response: NodeResponse, told: () => void): void {
  const { writeHead } = response;
  response.writeHead = function (...args) {
    const result = Reflect.apply(writeHead, this, args);
    guard(told);
    return result;
  };
}

interface ObserveOptions {
  readonly observer: Observer;
  /** Sees to it that the request is ended. */
  begin(recorded: RecordedRequest, end: () => void, note: RouteNote): void;
}

function observe(
  source: object,
  describe: () => NodeRequest,
  run: Run,
  { observer, begin }: ObserveOptions,
): boolean {
  const { recorder, open, seen } = observer;
  if (seen.has(source) || isRecordedByOthers()) return run();
  seen.add(source);
  const started = guard(() => {
    const { request, peer, protocolVersion } = describe();
    if (recorder.excludes(request)) return { context: EXCLUDED_CONTEXT };
    const recorded = recorder.start(request, { parent: ROOT_CONTEXT, peer, protocolVersion });
    if (recorded === undefined) return undefined;
    const end = () => {
      open.delete(end);
      recorded.end();
    };
    open.add(end);
    const note: RouteNote = { type: "http", span: recorded.active.span };
    begin(recorded, end, note);
    return { context: withRouteNote(recorded.context, note), recorded };
  });
  if (started === undefined) return run();
  try {
    return context.with(started.context, run);
  } catch (error) {
    // What is answered all the same is seen when the connection or the process ends.
    if (started.recorded) started.recorded.active.error ??= error;
    throw error;
  }
}

/** What an application made of a request or of its answer may throw when it is read. */
function guard<R>(read: () => R): R | undefined {
  try {
    return read();
  } catch (error) {
    diag.warn("Cannot record an HTTP request", error);
    return undefined;
  }
}

/** npm's `instrumentation-http`, enabled after us. */
function isRecordedByOthers(): boolean {
  const span = trace.getActiveSpan() as
    | { readonly instrumentationScope?: { readonly name: string } }
    | undefined;
  return span?.instrumentationScope?.name === "@opentelemetry/instrumentation-http";
}
