import type { JsonLogRecord } from "../../contract/logs.ts";
import type { JsonSpan, Trace } from "../../contract/traces.ts";
import type { JsonResource } from "../../contract/values.ts";

/** A span of a trace for tests; times are nanoseconds since its start. */
export interface SpanSketch extends Partial<Omit<JsonSpan, "spanId" | "parentSpanId" | "name">> {
  readonly id: string;
  readonly parent?: string;
  readonly from: number;
  /** Absent: it has not ended. */
  readonly to?: number;
  readonly name?: string;
  /** @default "shop" */
  readonly service?: string;
}

/** When traces for tests start. */
export const START = 1_700_000_000_000_000_000n;

/** Makes a trace of spans that tell only what a test is about. */
export function makeTrace(
  sketches: readonly SpanSketch[],
  logs: readonly JsonLogRecord[] = [],
): Trace {
  const services = [...new Set(sketches.map(({ service = "shop" }) => service))];
  return {
    traceId: "a".repeat(32),
    resources: services.map(resourceOf),
    scopes: [{ name: "test", version: "", attributes: [], schemaUrl: "" }],
    spans: sketches.map(({ id, parent = "", from, to, name, service = "shop", ...rest }) => ({
      spanId: id,
      parentSpanId: parent,
      traceState: "",
      name: name ?? id,
      kind: 1,
      startTimeUnixNano: String(START + BigInt(from)),
      endTimeUnixNano: to === undefined ? "0" : String(START + BigInt(to)),
      attributes: [],
      events: [],
      links: [],
      status: { code: 0, message: "" },
      resource: services.indexOf(service),
      scope: 0,
      ...rest,
    })),
    logs,
  };
}

/** Makes a log record of a span; `at` is nanoseconds since the start of the trace. */
export function makeLog(id: number, spanId: string, at: number): JsonLogRecord {
  return {
    id,
    timeUnixNano: String(START + BigInt(at)),
    observedTimeUnixNano: "0",
    severityNumber: 9,
    severityText: "INFO",
    body: { stringValue: `record ${id}` },
    eventName: "",
    attributes: [],
    traceId: "a".repeat(32),
    spanId,
    service: "shop",
    resource: resourceOf("shop"),
    scope: { name: "", version: "", attributes: [], schemaUrl: "" },
  };
}

function resourceOf(name: string): JsonResource {
  return {
    attributes: [{ key: "service.name", value: { stringValue: name } }],
    schemaUrl: "",
  };
}
