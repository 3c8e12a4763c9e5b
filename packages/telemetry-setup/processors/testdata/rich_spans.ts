import {
  createTraceState,
  type HrTime,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
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
import { EVERY_VALUE } from "./every_value.ts";

const REMOTE: SpanContext = {
  traceId: "281a34561eb376d24d96813d75b4dd60",
  spanId: "00f067aa0ba902b7",
  // W3C's second flag says that the trace id is random.
  traceFlags: 3,
  isRemote: true,
  traceState: createTraceState("rojo=00f067aa0ba902b7,congo=t61"),
};
const LOCAL: SpanContext = { ...REMOTE, spanId: "00f067aa0ba902b8", isRemote: false };
const TIME: HrTime = [1_795_368_010, 405_864_001];

/**
 * Records spans with the npm SDK, the same ones at each call: of two resources and four scopes, one
 * without a name; every kind of span, status, attribute, event and link, and more of each than the
 * limits allow.
 */
export function richSpans(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const first = createProvider(exporter, "dice-server", "https://opentelemetry.io/schemas/1.37.0");
  const second = createProvider(exporter, "", undefined);

  for (const kind of [0, 1, 2, 3, 4] as const satisfies readonly SpanKind[]) {
    const tracer = first.getTracer("kinds", "1.2.3", { schemaUrl: "https://example.org/kinds/1" });
    const parent = trace.setSpanContext(ROOT_CONTEXT, kind % 2 === 0 ? REMOTE : LOCAL);
    const span = tracer.startSpan(`kind ${kind}`, { kind, startTime: TIME }, parent);
    span.setStatus({ code: kind % 3 as SpanStatusCode, message: kind === 2 ? "no dice 🎲" : "" });
    span.end([TIME[0] + kind, 999_999_999]);
  }

  const links: readonly Link[] = [
    { context: REMOTE, attributes: EVERY_VALUE },
    { context: { ...LOCAL, traceFlags: 0 }, droppedAttributesCount: 300 },
  ];
  const full = first.getTracer("values").startSpan("every value", {
    root: true,
    startTime: [0, 1],
    attributes: { ...EVERY_VALUE },
    links: [...links, ...links],
  });
  for (let index = 0; index < 4; index++) {
    full.addEvent(`event ${index}`, index === 0 ? EVERY_VALUE : {}, [TIME[0], index]);
  }
  for (let index = 0; index < 200; index++) full.setAttribute(`attribute ${index}`, index);
  full.end(TIME);

  first.getTracer("").startSpan("", { root: true, startTime: TIME }).end(TIME);
  second.getTracer("values").startSpan("of another resource", { startTime: TIME }).end(TIME);
  return exporter.getFinishedSpans();
}

function createProvider(
  exporter: InMemorySpanExporter,
  name: string,
  schemaUrl: string | undefined,
): TracerProvider {
  let ids = 0;
  const attributes = { "service.name": name, "process.pid": 4711, "process.command_args": ["a"] };
  return new TracerProvider({
    resource: resourceFromAttributes(attributes, schemaUrl === undefined ? {} : { schemaUrl }),
    idGenerator: {
      generateTraceId: () => "0000000000000000000000000000abcd",
      generateSpanId: () => (++ids).toString(16).padStart(16, "0"),
    },
    spanLimits: { linkCountLimit: 3, eventCountLimit: 2, attributePerEventCountLimit: 20 },
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
}
