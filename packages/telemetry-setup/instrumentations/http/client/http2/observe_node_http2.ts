// Hot path: runs once a request of node:http2.
import { context, diag, propagation, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { subscribeToChannels } from "../channel_subscriptions.ts";
import type { ClientRequestRecorder, RecordedClientRequest } from "../client_request_recorder.ts";
import type { UnreadResponses } from "../unread_responses.ts";
import { adoptSessions, type Http2Headers, type Http2Session } from "./adopt_sessions.ts";
import { copyHeaders, headerOf, HTTP2_SETTER, toHeaders } from "./http2_headers.ts";
import { streamError } from "./stream_error.ts";

/** What is used of a `ClientHttp2Stream`. */
interface Http2Stream {
  readonly session?: Http2Session;
  readonly rstCode: number;
  readonly readableFlowing: boolean | null;
  readonly readableDidRead: boolean;
  listenerCount(event: string): number;
}

interface StreamMessage {
  readonly stream: Http2Stream;
}

/** A stream being recorded. */
interface Recording {
  readonly recorded: RecordedClientRequest;
  /** The body is read, or not to be waited for any more. */
  isWatched?: boolean;
}

/**
 * Records the requests of clients of `node:http2`, each stream as one: what sends it is wrapped, so
 * that it takes the trace context along; channels tell what becomes of it.
 *
 * Where the module was loaded before telemetry started, the first request of a session takes none along.
 *
 * @see {@link https://nodejs.org/api/diagnostics_channel.html#http2}
 */
export function observeNodeHttp2(
  recorder: ClientRequestRecorder,
  unread: UnreadResponses,
): Disposable {
  const recordings = new WeakMap<Http2Stream, Recording>();
  /** What is being sent: its stream is told before the call returns. */
  let sending: { readonly recorded: RecordedClientRequest | undefined } | undefined;

  const sessions = adoptSessions((session, headers, send) => {
    const origin = sessions.originOf(session);
    // Recorded when its stream is told, which knows where it goes.
    if (origin === undefined) return send(headers);
    const before = sending;
    let changed = headers;
    let recorded: RecordedClientRequest | undefined;
    attempt(() => {
      recorded = start(headers ?? {}, origin);
      if (recorded === undefined) return;
      const copy = copyHeaders(headers ?? {});
      recorded.inject(copy, HTTP2_SETTER);
      changed = copy;
    });
    sending = { recorded };
    try {
      return send(changed);
    } catch (error) {
      recorded?.fail(error);
      throw error;
    } finally {
      sending = before;
    }
  });

  function start(headers: Http2Headers, origin: string): RecordedClientRequest | undefined {
    const url = urlOf(headers, origin);
    if (url === undefined || !recorder.wants(url) || isRecordedAlready(headers)) return undefined;
    const method = headerOf(headers, ":method") ?? "GET";
    return recorder.start({ method, url, headers: () => toHeaders(headers) });
  }

  /** Whoever wrote its trace context has made a span of this very request, such as undici's. */
  function isRecordedAlready(headers: Http2Headers): boolean {
    const carrier = Object.fromEntries(
      propagation.fields().map((name) => [name, headerOf(headers, name)]),
    );
    const sent = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, carrier));
    if (sent === undefined) return false;
    const active = trace.getSpan(context.active());
    if ((active as { readonly kind?: SpanKind } | undefined)?.kind === SpanKind.CLIENT) {
      if (active?.spanContext().spanId === sent.spanId) return true;
    }
    return recorder.isUnderWay(sent.spanId);
  }

  function created({ stream, headers }: StreamMessage & { readonly headers: Http2Headers }): void {
    const { session } = stream;
    if (sending === undefined && session !== undefined) {
      sessions.adopt(session);
      const [scheme, authority] = [":scheme", ":authority"].map((name) => headerOf(headers, name));
      if (scheme !== undefined && authority !== undefined) {
        sessions.setOrigin(session, `${scheme}://${authority}`);
      }
    }
    const recorded = sending === undefined ? start(headers, "") : sending.recorded;
    if (recorded === undefined) return;
    recordings.set(stream, { recorded });
    unread.endWith(recorded, stream);
  }

  const listening = subscribeToChannels({
    "http2.client.stream.created": created,
    "http2.client.stream.finish"(
      { stream, headers }: StreamMessage & { readonly headers: Http2Headers },
    ) {
      const recording = recordings.get(stream);
      const status = Number(headerOf(headers, ":status"));
      if (recording === undefined || recording.isWatched || !(status >= 200)) return;
      const { recorded } = recording;
      recorded.respond({ status, protocolVersion: "2", headers: () => toHeaders(headers) });
      recording.isWatched = true;
      unread.watch(
        recorded,
        () =>
          stream.readableFlowing !== null || stream.readableDidRead ||
          stream.listenerCount("readable") > 0,
      );
    },
    "http2.client.stream.error"({ stream, error }: StreamMessage & { readonly error: unknown }) {
      recordings.get(stream)?.recorded.fail(withCause(error));
    },
    "http2.client.stream.close"({ stream }: StreamMessage) {
      const recording = recordings.get(stream);
      if (recording === undefined) return;
      const { recorded, isWatched } = recording;
      if (isWatched) unread.forget(recorded);
      const { rstCode } = stream;
      // An error is told in the same turn. Without one, whoever has an answer may do without the rest.
      queueMicrotask(() => {
        if (rstCode === 0 || isWatched) recorded.end();
        else recorded.fail(streamError(rstCode));
      });
    },
  });
  const undo = new DisposableStack();
  undo.use(sessions);
  undo.use(listening);
  return undo;
}

/** Without a path it is the server that is asked, by OPTIONS or CONNECT. */
function urlOf(headers: Http2Headers, origin: string): string | undefined {
  const scheme = headerOf(headers, ":scheme");
  const authority = headerOf(headers, ":authority") ?? headerOf(headers, "host");
  const separator = origin.indexOf("://");
  const path = headerOf(headers, ":path") ?? "/";
  return URL.parse(
    `${scheme ?? origin.slice(0, Math.max(separator, 0))}://${
      authority ?? origin.slice(separator + 3)
    }${path.startsWith("/") ? path : "/"}`,
  )?.href;
}

/** A stream that waited for a connection is cancelled because of what became of that. */
function withCause(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, cause } = error as Error & { readonly code?: unknown };
  return code === "ERR_HTTP2_STREAM_CANCEL" && cause instanceof Error ? cause : error;
}

/** What is not recorded costs the application nothing. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    diag.warn("Cannot record a request of node:http2", error);
  }
}
