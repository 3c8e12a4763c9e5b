// protobufjs: what is sent shall be read by something that is not ours.
import protobuf from "protobufjs";
import { OTLP_SCHEMA } from "./otlp_schema.ts";

/** One request of an exporter. */
export interface Stored {
  /** `/v1/traces`, `/v1/metrics` or `/v1/logs`. */
  readonly path: string;
  readonly body: Uint8Array;
}

/** What was received of the work that the application does for its requests. */
export interface Items {
  /** SERVER spans. */
  readonly serverSpans: number;
  /** Spans of rolls, whose parent is known. */
  readonly rollSpans: number;
  /** Records of the line that a request logs, with the span that they belong to. */
  readonly logs: number;
  /** Sum of the counter of rolls. */
  readonly rolls: number;
  /** Count of the histogram of durations. */
  readonly durations: number;
  /** Exemplars of all points. */
  readonly exemplars: number;
  /** Attributes of the last SERVER span. */
  readonly serverAttributes: number;
}

const SERVER = 2;
const DELTA = 1;

interface Span {
  readonly name?: string;
  readonly kind?: number;
  readonly parentSpanId?: string;
  readonly attributes?: readonly unknown[];
}
interface Point {
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly count?: number;
  readonly exemplars?: readonly unknown[];
}
interface Points {
  readonly points?: readonly Point[];
  readonly temporality?: number;
}
interface Metric {
  readonly name?: string;
  readonly sum?: Points;
  readonly histogram?: Points;
}
interface Log {
  readonly body?: { readonly string?: string };
  readonly spanId?: string;
}

/**
 * Counts what is in requests of OTLP.
 *
 * @throws {Error} If one of them cannot be decoded.
 */
export function countItems(requests: Iterable<Stored>): Items {
  const { root } = protobuf.parse(OTLP_SCHEMA);
  const items = { serverSpans: 0, rollSpans: 0, logs: 0, exemplars: 0, serverAttributes: 0 };
  const rolls = createTotal();
  const durations = createTotal();
  const decode = (type: string, body: Uint8Array) => {
    const found = root.lookupType(type);
    return found.toObject(found.decode(body), { bytes: String, longs: Number });
  };

  const countSpan = ({ name, kind, parentSpanId, attributes = [] }: Span) => {
    if (kind === SERVER) {
      items.serverSpans++;
      items.serverAttributes = attributes.length;
    } else if (name === "roll" && parentSpanId !== undefined) items.rollSpans++;
  };
  const countMetric = ({ name, sum, histogram }: Metric) => {
    for (const { exemplars = [] } of [...sum?.points ?? [], ...histogram?.points ?? []]) {
      items.exemplars += exemplars.length;
    }
    if (name === "dice.rolls") {
      rolls.add(sum, ({ asInt, asDouble }) => asInt ?? asDouble ?? 0);
    } else if (name === "http.server.request.duration") {
      durations.add(histogram, ({ count = 0 }) => count);
    }
  };
  const countLog = ({ body, spanId }: Log) => {
    if (spanId !== undefined && body?.string?.includes("is rolling the dice")) items.logs++;
  };
  for (const { path, body } of requests) {
    if (path === "/v1/traces") {
      for (const { scopeSpans = [] } of decode("Traces", body)["resourceSpans"] ?? []) {
        for (const { spans = [] } of scopeSpans) spans.forEach(countSpan);
      }
    } else if (path === "/v1/metrics") {
      for (const { scopeMetrics = [] } of decode("Metrics", body)["resourceMetrics"] ?? []) {
        for (const { metrics = [] } of scopeMetrics) metrics.forEach(countMetric);
      }
    } else if (path === "/v1/logs") {
      for (const { scopeLogs = [] } of decode("Logs", body)["resourceLogs"] ?? []) {
        for (const { records = [] } of scopeLogs) records.forEach(countLog);
      }
    }
  }
  return { ...items, rolls: rolls.value, durations: durations.value };
}

/** The total of a metric over all exports: of cumulative ones the last counts, which is the largest. */
function createTotal() {
  let cumulative = 0;
  let delta = 0;
  return {
    add({ points = [], temporality }: Points = {}, valueOf: (point: Point) => number) {
      const sum = points.reduce((total, point) => total + valueOf(point), 0);
      if (temporality === DELTA) delta += sum;
      else cumulative = Math.max(cumulative, sum);
    },
    get value() {
      return cumulative + delta;
    },
  };
}
