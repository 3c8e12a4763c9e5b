import type { DecodeOptions } from "@otel-deno/otlp";
import type { ExportHandlers } from "../export_handlers.ts";

/** What a misbehaving receiver needs besides the request. */
export interface FaultTools {
  /** Who takes what is met well; without any, everything is accepted undecoded. */
  readonly options: ExportHandlers & DecodeOptions;
  /** Pieces of an answer that has no end worth waiting for. */
  flood(byteLength: number): Iterable<Uint8Array>;
  /** Bytes of an answer, one a second, until the receiver is closed. */
  trickle(): AsyncIterable<Uint8Array>;
  /** Breaks the connection of a sender. */
  breakConnection(sender: { readonly remotePort?: number | undefined } | undefined): void;
}

/** Whether there is anyone who takes anything. */
export function hasHandlers(handlers: ExportHandlers): boolean {
  const { onTraces, onMetrics, onLogs, onExport, onRaw } = handlers;
  return (onTraces ?? onMetrics ?? onLogs ?? onExport ?? onRaw) !== undefined;
}
