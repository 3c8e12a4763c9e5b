import type { DecodeOptions } from "@otel-deno/otlp";
import type { ExportHandlers } from "../export_handlers.ts";

/** What is taken, from whom, and how much of it at once. */
export interface IntakeOptions extends ExportHandlers, DecodeOptions {
  /**
   * What senders have to show, as `Authorization: Bearer …`. Others are answered with 401, or with
   * UNAUTHENTICATED, before anything of their request is read.
   *
   * @default nothing
   */
  readonly token?: string;
  /**
   * How many requests may be read, decoded and handled at the same time. More are asked to come
   * again after a second: 503 with `Retry-After`, or UNAVAILABLE with `RetryInfo`.
   *
   * @default {256}
   */
  readonly maxInFlightRequests?: number;
  /**
   * How many bytes these requests may have together: as they come in, and once more decompressed.
   * What does not fit is asked to come again.
   *
   * @default {268_435_456} 256 MiB
   */
  readonly maxInFlightBytes?: number;
  /**
   * How long a request may take to come in after its headers, in milliseconds. What takes longer is
   * answered with 408, or with DEADLINE_EXCEEDED.
   *
   * @default {30_000}
   */
  readonly bodyTimeoutMillis?: number;
}
