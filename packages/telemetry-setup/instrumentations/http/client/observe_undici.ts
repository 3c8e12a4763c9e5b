// Hot path: runs once a request of undici.
import { propagation, type TextMapSetter } from "@opentelemetry/api";
import { subscribeToChannels } from "./channel_subscriptions.ts";
import type { ClientRequestRecorder, RecordedClientRequest } from "./client_request_recorder.ts";
import type { UnreadResponses } from "./unread_responses.ts";

/** What undici publishes of a request. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** Names and values in turn; before version 6 a text. */
  headers: unknown;
  addHeader(name: string, value: string): unknown;
}

interface UndiciResponse {
  readonly statusCode: number;
  /** Names and values in turn. */
  readonly headers: readonly (Uint8Array | string)[];
}

/**
 * Records requests of the npm package undici, its `fetch` among them, by the channels on which it
 * publishes them. A redirect that is followed is one more request, with one more span.
 *
 * @see {@link https://undici.nodejs.org/#/docs/api/DiagnosticsChannel}
 */
export function observeUndici(
  recorder: ClientRequestRecorder,
  unread: UnreadResponses,
): Disposable {
  const recordings = new WeakMap<UndiciRequest, RecordedClientRequest>();
  const recordedOf = ({ request }: { readonly request: UndiciRequest }) => recordings.get(request);

  return subscribeToChannels({
    "undici:request:create"({ request }: { readonly request: UndiciRequest }) {
      const url = URL.parse(String(request.origin) + request.path)?.href ??
        URL.parse(request.path, String(request.origin))?.href;
      if (url === undefined || !recorder.wants(url)) return;
      const headers = () => toHeaders(request.headers);
      const recorded = recorder.start({ method: request.method, url, headers });
      if (recorded === undefined) return;
      recordings.set(request, recorded);
      recorded.inject(request, SETTER);
      unread.endWith(recorded, request);
      giveWayToOthers(request, recorded);
    },
    "undici:request:headers"(
      { request, response }: { readonly request: UndiciRequest; readonly response: UndiciResponse },
    ) {
      recordings.get(request)?.respond({
        status: response.statusCode,
        headers: () => toHeaders(response.headers),
      });
    },
    "undici:request:trailers": (message: { readonly request: UndiciRequest }) =>
      recordedOf(message)?.end(),
    "undici:request:error": (
      message: { readonly request: UndiciRequest; readonly error: unknown },
    ) => recordedOf(message)?.fail(message.error),
  });
}

const SETTER: TextMapSetter<UndiciRequest> = {
  set(request, name, value) {
    removeHeader(request, name);
    request.addHeader(name, value);
  },
};

function removeHeader(request: UndiciRequest, name: string): void {
  const { headers } = request;
  if (!Array.isArray(headers)) return;
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    if (String(headers[i]).toLowerCase() === name) headers.splice(i, 2);
  }
}

/**
 * An instrumentation of the application's own is told after this one. If it writes a trace context,
 * it has a span of its own: that one is kept, and only its context is sent.
 */
function giveWayToOthers(request: UndiciRequest, recorded: RecordedClientRequest): void {
  const { addHeader } = request;
  const fields = new Set(propagation.fields());
  Object.defineProperty(request, "addHeader", {
    configurable: true,
    writable: true,
    value(name: string, value: string) {
      if (fields.has(name.toLowerCase())) {
        removeHeader(request, name.toLowerCase());
        recorded.discard();
      }
      return addHeader.call(request, name, value);
    },
  });
}

function toHeaders(raw: unknown): Headers {
  const headers = new Headers();
  const list = Array.isArray(raw) ? raw : [];
  for (let i = 0; i + 1 < list.length; i += 2) {
    headers.append(textOf(list[i]), textOf(list[i + 1]));
  }
  return headers;
}

const LATIN1 = new TextDecoder("latin1");

/** Headers of responses are bytes, a character each. */
function textOf(value: unknown): string {
  return value instanceof Uint8Array ? LATIN1.decode(value) : String(value);
}
