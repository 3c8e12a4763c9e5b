// An application without a line of ours in it: records whatever a setting may act on, tells on
// standard output what it sees of the context's propagation, and ends when its standard input does.
import { context, diag, metrics, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";

const FIVE = [1, 2, 3, 4, 5] as const;
const fiveAttributes = Object.fromEntries(FIVE.map((n) => [`key${n}`, `value ${n} of 5`]));
const traceIdOf = (digit: string) => digit.repeat(32);
const SPAN_ID = "00f067aa0ba902b7";

/** What other services send, a way of propagation each, with a trace id of its own. */
const INCOMING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tracecontext: { traceparent: `00-${traceIdOf("1")}-${SPAN_ID}-01` },
  baggage: { baggage: "user=ann" },
  b3: { b3: `${traceIdOf("2")}-${SPAN_ID}-1` },
  b3multi: { "x-b3-traceid": traceIdOf("3"), "x-b3-spanid": SPAN_ID, "x-b3-sampled": "1" },
  jaeger: { "uber-trace-id": `${traceIdOf("4")}:${SPAN_ID}:0:1` },
  xray: {
    "x-amzn-trace-id": `Root=1-${"5".repeat(8)}-${"5".repeat(24)};Parent=${SPAN_ID};Sampled=1`,
  },
  ottrace: {
    "ot-tracer-traceid": traceIdOf("6").slice(16),
    "ot-tracer-spanid": SPAN_ID,
    "ot-tracer-sampled": "true",
  },
};

function extracted(): string[] {
  return Object.entries(INCOMING).filter(([, headers]) => {
    const found = propagation.extract(ROOT_CONTEXT, headers);
    return trace.getSpanContext(found) !== undefined ||
      propagation.getBaggage(found) !== undefined;
  }).map(([name]) => name);
}

function injected(): string[] {
  const headers: Record<string, string> = {};
  const spanContext = { traceId: traceIdOf("7"), spanId: SPAN_ID, traceFlags: 1 };
  const baggage = propagation.createBaggage({ user: { value: "ann" } });
  propagation.inject(
    propagation.setBaggage(trace.setSpanContext(ROOT_CONTEXT, spanContext), baggage),
    headers,
  );
  return Object.keys(headers).sort();
}

function remote(traceFlags: number) {
  const spanContext = { traceId: traceIdOf("8"), spanId: SPAN_ID, traceFlags, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}

function recordSpans(): void {
  const tracer = trace.getTracer("effects");
  const links = FIVE.map((n) => ({
    context: { traceId: traceIdOf("9"), spanId: SPAN_ID, traceFlags: 1 },
    attributes: n === 1 ? fiveAttributes : {},
  }));
  const root = tracer.startSpan("root", { attributes: fiveAttributes, links });
  for (const n of FIVE) root.addEvent(`event ${n}`, n === 1 ? fiveAttributes : {});
  context.with(trace.setSpan(ROOT_CONTEXT, root), () => tracer.startSpan("child").end());
  root.end();
  tracer.startSpan("after sampled", {}, remote(1)).end();
  tracer.startSpan("after unsampled", {}, remote(0)).end();
}

function recordMetrics(): void {
  const meter = metrics.getMeter("effects");
  // In a span that is sampled, in one that is not, and in none.
  context.with(remote(1), () => meter.createCounter("rolls").add(2));
  context.with(remote(0), () => meter.createUpDownCounter("players").add(2));
  meter.createHistogram("duration", { unit: "s" }).record(0.2);
  meter.createObservableCounter("seen").addCallback((result) => result.observe(7));
}

function recordLogs(): void {
  const logger = logs.getLogger("effects");
  for (const n of FIVE) {
    logger.emit({ body: `rolled ${n}`, attributes: n === 1 ? fiveAttributes : {} });
  }
}

async function standardInputEnds(): Promise<void> {
  await Deno.stdin.readable.pipeTo(new WritableStream());
}

const report = { extracted: extracted(), injected: injected() };
Deno.stdout.writeSync(new TextEncoder().encode(`REPORT ${JSON.stringify(report)}\n`));
for (const level of ["error", "warn", "info", "debug", "verbose"] as const) {
  diag[level](`the app's ${level}`);
}
recordSpans();
recordMetrics();
recordLogs();
await standardInputEnds();
