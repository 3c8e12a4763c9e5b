// Hot path: runs for each span under a sampler that uses thresholds.
import { createTraceState, type TraceState } from "@opentelemetry/api";

const KEY = "ot";
const THRESHOLD = /^[\da-f]{1,14}$/;
const RANDOMNESS = /^[\da-f]{14}$/;
/** What the specification allows for the whole entry. */
const MAX_LENGTH = 256;

/** OpenTelemetry's own entry of the trace state: `ot=th:c;rv:6e6d1a75832a2f`. */
export interface OtelTraceState {
  /** The rejection threshold as 14 hexadecimal digits. */
  readonly threshold: string | undefined;
  /** The explicit randomness as 14 hexadecimal digits. */
  readonly randomness: string | undefined;
  /** All but the threshold as they were: `rv:6e6d1a75832a2f`. */
  readonly others: readonly string[];
}

const NONE: OtelTraceState = { threshold: undefined, randomness: undefined, others: [] };

/**
 * Reads OpenTelemetry's entry of a trace state. What is not valid in it counts as absent.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/}
 */
export function parseOtelTraceState(traceState: TraceState | undefined): OtelTraceState {
  const entry = traceState?.get(KEY);
  if (entry === undefined) return NONE;
  let threshold: string | undefined;
  let randomness: string | undefined;
  const others: string[] = [];
  for (const member of entry.split(";")) {
    const value = member.slice(3);
    if (member.startsWith("th:")) {
      if (THRESHOLD.test(value)) threshold = value.padEnd(14, "0");
      continue;
    }
    if (member.startsWith("rv:") && RANDOMNESS.test(value)) randomness = value;
    if (member !== "") others.push(member);
  }
  return { threshold, randomness, others };
}

/**
 * The trace state with another threshold, or without one. Everything else in it stays.
 *
 * @param threshold 14 hexadecimal digits, or `undefined` for none.
 */
export function withThreshold(
  traceState: TraceState | undefined,
  { others }: OtelTraceState,
  threshold: string | undefined,
): TraceState | undefined {
  const member = threshold === undefined ? [] : [`th:${threshold.replace(/0+$/, "") || "0"}`];
  const entry = [...member, ...others].join(";");
  // Rather no threshold than one that pushes out what others have put there.
  const fitting = entry.length <= MAX_LENGTH ? entry : others.join(";");
  if (fitting === (traceState?.get(KEY) ?? "")) return traceState;
  if (fitting === "") return traceState?.unset(KEY);
  return (traceState ?? createTraceState()).set(KEY, fitting);
}
