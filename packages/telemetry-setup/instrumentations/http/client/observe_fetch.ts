// Hot path: the wrapped fetch runs once a call.
import { diag } from "@opentelemetry/api";
import type { ClientRequestRecorder, RecordedClientRequest } from "./client_request_recorder.ts";
import { type FetchArguments, readFetchCall, withHeaders } from "./fetch_call.ts";
import type { BodyObserver } from "./observe_stream.ts";
import { observeResponseBodies, type ResponseBodies } from "./observe_response_bodies.ts";
import { copyHeaders, OUTGOING_HEADERS_SETTER, toHeaders } from "./outgoing_headers.ts";
import type { UnreadResponses } from "./unread_responses.ts";

type Fetch = (...args: FetchArguments) => Promise<Response>;

/**
 * Records the calls of the global `fetch`: one span each, redirects included.
 *
 * The span ends when the body was read to its end, is cancelled or breaks off. If nobody begins to
 * read it within a second, or it is sent on unread, the span ends as of when the headers came.
 */
export function observeFetch(recorder: ClientRequestRecorder, unread: UnreadResponses): Disposable {
  const original = globalThis.fetch as Fetch;
  const bodies = observeResponseBodies();
  let enabled = true;

  // A method, as it is no constructor either.
  const { fetch: instrumented } = {
    fetch(this: unknown, ...args: FetchArguments): Promise<Response> {
      const started = enabled && args.length > 0 ? start(args, recorder) : undefined;
      if (started === undefined) return Reflect.apply(original, this, args);
      const { recorded, method, args: changed } = started;
      if (recorded === undefined) return Reflect.apply(original, this, changed);
      let answer: Promise<Response>;
      try {
        answer = Reflect.apply(original, this, changed);
      } catch (error) {
        recorded.fail(error);
        throw error;
      }
      return answer.then(
        (response) => {
          respond(response, { recorded, method, bodies, unread });
          return response;
        },
        (error) => {
          recorded.fail(error);
          throw error;
        },
      );
    },
  };
  const text = Function.prototype.toString.call(original);
  Object.defineProperties(instrumented, {
    name: { value: original.name },
    length: { value: original.length },
    toString: { value: () => text, configurable: true, writable: true },
  });
  globalThis.fetch = instrumented as typeof fetch;

  return {
    [Symbol.dispose]() {
      enabled = false;
      if (globalThis.fetch === instrumented) globalThis.fetch = original as typeof fetch;
      bodies[Symbol.dispose]();
    },
  };
}

interface Started {
  readonly method: string;
  /** `undefined` if it is not to be recorded. */
  readonly recorded: RecordedClientRequest | undefined;
  /** What fetch is to be called with. */
  readonly args: FetchArguments;
}

/** @returns `undefined` if the call is to be made as it is. */
function start(args: FetchArguments, recorder: ClientRequestRecorder): Started | undefined {
  try {
    const call = readFetchCall(args);
    if (call === undefined) return undefined;
    const { method, url, input, init } = call;
    if (!recorder.wants(url)) return { method, recorded: undefined, args: [input, init] };
    const headers = copyHeaders(call);
    const recorded = recorder.start({ method, url, headers: () => toHeaders(headers) });
    recorded?.inject(headers, OUTGOING_HEADERS_SETTER);
    return { method, recorded, args: [input, withHeaders(init, headers)] };
  } catch {
    // What is wrong with the arguments is for fetch to say.
    return undefined;
  }
}

function respond(
  response: Response,
  { recorded, method, bodies, unread }: {
    readonly method: string;
    readonly recorded: RecordedClientRequest;
    readonly bodies: ResponseBodies;
    readonly unread: UnreadResponses;
  },
): void {
  try {
    recorded.respond({ status: response.status, headers: () => response.headers });
    if (hasNoBody(response, method)) return recorded.end();
    unread.watch(recorded);
    bodies.observe(response, new FetchedBody(recorded, unread));
  } catch (error) {
    diag.warn("Cannot record the answer to an HTTP request", error);
    recorded.endAtHeaders();
  }
}

/** The body of an answer, as it is read. */
class FetchedBody implements BodyObserver {
  readonly #recorded: RecordedClientRequest;
  readonly #unread: UnreadResponses;

  constructor(recorded: RecordedClientRequest, unread: UnreadResponses) {
    this.#recorded = recorded;
    this.#unread = unread;
  }

  begin(stream?: ReadableStream): void {
    this.#unread.forget(this.#recorded);
    if (stream !== undefined) this.#unread.endWith(this.#recorded, stream);
  }

  end(): void {
    this.#recorded.end();
  }

  fail(error: unknown): void {
    this.#recorded.fail(error);
  }
}

/** `response.body` would tell, but to look at it may change how the response is sent on. */
function hasNoBody({ status, headers }: Response, method: string): boolean {
  return method === "HEAD" || status === 204 || status === 304 ||
    headers.get("content-length") === "0";
}
