import {
  createTraceState,
  type HrTime,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

const TRACE_ID = "281a34561eb376d24d96813d75b4dd60";

/**
 * Records three spans with the npm SDK, the same ones at each call: `GET /rolldice` (server, remote
 * parent, trace state, event, link, error), its child `roll`, and `precise`, a trace of its own
 * whose times need all nine decimals and whose attributes are of every simple kind.
 */
export function sampleSpans(): ReadableSpan[] {
  const spanIds = ["212faba76c3f9aa1", "51b4ed1acf5a0bb5", "00000000000000ff"];
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "dice-server", "process.pid": 4711 }, {
      schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
    }),
    idGenerator: {
      generateTraceId: () => "0000000000000000000000000000abcd",
      generateSpanId: () => spanIds.shift()!,
    },
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });

  const traceState = createTraceState("rojo=00f067aa0ba902b7,congo=t61");
  const caller = { traceId: TRACE_ID, spanId: "00f067aa0ba902b7", traceFlags: 1, traceState };
  const server = provider.getTracer("http", "1.2.3", { schemaUrl: "https://example.org/http/1" })
    .startSpan("GET /rolldice", {
      kind: SpanKind.SERVER,
      startTime: at(405_864_000),
      attributes: { "http.request.method": "GET", "http.response.status_code": 500 },
      links: [{
        context: {
          traceId: "0000000000000000000000000000beef",
          spanId: "000000000000beef",
          traceFlags: 1,
        },
        attributes: { reason: "retry" },
      }],
    }, trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true }));
  const roll = provider.getTracer("diceroller.tracer")
    .startSpan("roll", { startTime: at(407_190_000) }, trace.setSpan(ROOT_CONTEXT, server));
  roll.setAttribute("roll.value", 4);
  roll.end(at(407_907_000));
  server.addEvent("exception", { "exception.message": "Würfel weg" }, at(408_000_000));
  server.addEvent("late", at(408_100_000));
  server.setStatus({ code: SpanStatusCode.ERROR, message: "no dice" });
  server.end(at(408_284_000));

  const precise = provider.getTracer("diceroller.tracer").startSpan("precise", {
    root: true,
    kind: SpanKind.CLIENT,
    startTime: at(407_427_123),
    attributes: {
      ratio: 0.25,
      large: Number.MAX_SAFE_INTEGER,
      negative: -3,
      ok: true,
      texts: ["a", "b"],
      numbers: [1, 2.5],
      empty: [],
    },
  });
  precise.setStatus({ code: SpanStatusCode.OK });
  precise.end(at(999_999_999));
  return exporter.getFinishedSpans();
}

function at(nanos: number): HrTime {
  return [1_795_368_010, nanos];
}
