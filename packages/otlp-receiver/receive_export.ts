// Hot path: runs for each request.
import {
  decodeLogs,
  decodeMetrics,
  type DecodeOptions,
  decodeTraces,
  OtlpDecodeError,
  type OtlpEncoding,
  OtlpLimitError,
} from "@otel-deno/otlp";
import type { ExportHandlers, HandlerResult } from "./export_handlers.ts";
import type { ExportContext, Signal } from "./export_request.ts";
import { accept } from "./verdict/accept.ts";
import { refuse } from "./verdict/refuse.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** A request whose message is complete and decompressed, but not decoded. */
export interface IncomingExport {
  readonly signal: Signal;
  readonly encoding: OtlpEncoding;
  readonly context: ExportContext;
}

/** Whether there is anyone who takes this signal. */
export function isHandled(signal: Signal, handlers: ExportHandlers): boolean {
  const { onTraces, onMetrics, onLogs, onExport, onRaw } = handlers;
  return (onExport ?? onRaw ?? { traces: onTraces, metrics: onMetrics, logs: onLogs }[signal]) !==
    undefined;
}

/** Decodes a request and hands it to its handler. Never rejects. */
export async function receiveExport(
  incoming: IncomingExport,
  options: ExportHandlers & DecodeOptions,
): Promise<Verdict> {
  try {
    return await handle(incoming, options) ?? accept();
  } catch (error) {
    if (error instanceof Undecodable) return error.verdict;
    const { onError = console.error } = options;
    onError(error);
    return refuse(13, "Cannot take the request: the receiver failed");
  }
}

function handle(
  { signal, encoding, context }: IncomingExport,
  { onExport, onRaw, onTraces, onMetrics, onLogs, maxBytes, maxDepth, maxItems }:
    & ExportHandlers
    & DecodeOptions,
): HandlerResult {
  const limits = {
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
  const { bytes } = context;
  const own = { traces: onTraces, metrics: onMetrics, logs: onLogs }[signal];
  if (own === undefined && onRaw !== undefined) {
    return handleRaw(() => onRaw({ ...context, signal, encoding }));
  }
  switch (signal) {
    case "traces": {
      const request = decode(() => decodeTraces(bytes, encoding, limits));
      return (onTraces ?? onExport)?.({ ...context, signal, request });
    }
    case "metrics": {
      const request = decode(() => decodeMetrics(bytes, encoding, limits));
      return (onMetrics ?? onExport)?.({ ...context, signal, request });
    }
    case "logs": {
      const request = decode(() => decodeLogs(bytes, encoding, limits));
      return (onLogs ?? onExport)?.({ ...context, signal, request });
    }
  }
}

/** Keeps what is wrong with a request apart from what a handler may throw. */
class Undecodable extends Error {
  constructor(readonly verdict: Verdict) {
    super("Cannot decode the request");
  }
}

function decode<T>(decoder: () => T): T {
  try {
    return decoder();
  } catch (error) {
    throw asUndecodable(error);
  }
}

async function handleRaw(handler: () => HandlerResult): Promise<Verdict | undefined | void> {
  try {
    return await handler();
  } catch (error) {
    throw asUndecodable(error);
  }
}

function asUndecodable(error: unknown): unknown {
  if (error instanceof OtlpLimitError) {
    return new Undecodable(refuse(error.limit === "maxDepth" ? 3 : 8, error.message));
  }
  return error instanceof OtlpDecodeError ? new Undecodable(refuse(3, error.message)) : error;
}
