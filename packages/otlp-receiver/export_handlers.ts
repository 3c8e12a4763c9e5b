import type {
  ExportRequest,
  LogsExport,
  MetricsExport,
  RawExport,
  TracesExport,
} from "./export_request.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** What a handler may return, at once or later. Nothing is as `accept()`. */
export type HandlerResult = Verdict | undefined | void | Promise<Verdict | undefined | void>;

/**
 * Who takes what comes in. A signal for which there is neither its own handler nor `onExport` or
 * `onRaw` is answered with 404, or with UNIMPLEMENTED, as if there were no receiver.
 */
export interface ExportHandlers {
  /** Takes spans. @default `onExport` */
  readonly onTraces?: (traces: TracesExport) => HandlerResult;
  /** Takes data points. @default `onExport` */
  readonly onMetrics?: (metrics: MetricsExport) => HandlerResult;
  /** Takes log records. @default `onExport` */
  readonly onLogs?: (logs: LogsExport) => HandlerResult;
  /** Takes each signal that has no handler of its own. */
  readonly onExport?: (exported: ExportRequest) => HandlerResult;
  /**
   * Takes each signal that has no handler of its own, before it is decoded; `onExport` is not asked
   * then. For those who decode on another thread, or keep the bytes. An `OtlpDecodeError` or
   * `OtlpLimitError` that it throws is the sender's fault, and told to it.
   */
  readonly onRaw?: (exported: RawExport) => HandlerResult;
  /**
   * Told what a handler threw. The sender is told only that there was an error, and not to try
   * again: what fails once by mistake fails twice.
   *
   * @default `console.error`
   */
  readonly onError?: (error: unknown) => void;
}
