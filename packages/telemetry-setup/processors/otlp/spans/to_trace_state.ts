// Hot path: runs for every exported span and link.
import type { SpanContext } from "@opentelemetry/api";
import type { Repairs } from "../values/repairs.ts";
import { toText } from "../values/to_text.ts";

/** Returns the header that stands for the state of a trace, empty where there is none. */
export function toTraceState({ traceState }: SpanContext, repairs: Repairs): string {
  if (traceState === undefined) return "";
  try {
    return toText(traceState.serialize(), repairs);
  } catch {
    // The API lets anybody implement it.
    repairs.count++;
    return "";
  }
}
