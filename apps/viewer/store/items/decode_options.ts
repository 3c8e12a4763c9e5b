import type { DecodeOptions } from "@otel-deno/otlp";

/** What is stored was within the limits of the receiver, which may be others than the defaults. */
export const DECODE_OPTIONS: DecodeOptions = {
  maxDepth: 256,
  maxBytes: Number.MAX_SAFE_INTEGER,
  maxItems: Number.MAX_SAFE_INTEGER,
};
