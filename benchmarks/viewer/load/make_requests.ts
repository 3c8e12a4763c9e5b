import { encodeTraces, type KeyValue, SpanKind } from "@otel-deno/otlp";

/** What is sent: as telemetrygen does it, or as a web server with a span of its own in each request. */
export type Load = "telemetrygen" | "web server";

const SPANS_A_REQUEST = 512;
const NANOS_A_TRACE = 1_000_000n;
const START = 1_760_000_000_000_000_000n;

/** Makes requests of 512 spans, two a trace, in protobuf; the same ones each time. */
export function* makeRequests(load: Load, spans: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let first = 0; first < spans; first += SPANS_A_REQUEST) {
    const resource = {
      attributes: attributes({
        "service.name": load,
        "service.instance.id": "627cc493-f310-47de-96bd-71410b7dec09",
        "telemetry.sdk.language": "webjs",
      }),
    };
    const records = Array.from({ length: SPANS_A_REQUEST / 2 }, (_, index) => {
      const number = first / 2 + index;
      return load === "telemetrygen" ? generatedTrace(number) : webTrace(number);
    }).flat();
    yield encodeTraces(
      { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: load }, spans: records }] }] },
      "protobuf",
    );
  }
}

/** The id of a trace: looks random, as an index sees it. */
export function traceIdOf(number: number): string {
  const mixed = BigInt.asUintN(64, BigInt(number + 1) * 0x9e3779b97f4a7c15n);
  const more = BigInt.asUintN(64, mixed * 0xbf58476d1ce4e5b9n ^ mixed >> 31n);
  return mixed.toString(16).padStart(16, "0") + more.toString(16).padStart(16, "0");
}

function generatedTrace(number: number) {
  const peer = attributes({
    "network.peer.address": "1.2.3.4",
    "peer.service": "telemetrygen-server",
  });
  const { traceId, root, child, start } = base(number);
  const endTimeUnixNano = start + 123_000n;
  return [
    { ...child, name: "okey-dokey-0", kind: SpanKind.SERVER, attributes: peer, endTimeUnixNano },
    { ...root, traceId, name: "lets-go", kind: SpanKind.CLIENT, attributes: peer, endTimeUnixNano },
  ];
}

function webTrace(number: number) {
  const { root, child, start } = base(number);
  const own = attributes({
    "http.request.method": "GET",
    "http.route": "/rolldice",
    "url.path": "/rolldice",
    "url.query": `player=p${number % 97}`,
    "url.scheme": "http",
    "server.address": "localhost",
    "client.address": "127.0.0.1",
    "client.port": 30_000 + number % 20_000,
    "http.response.status_code": 200,
    "network.protocol.version": "1.1",
    "user_agent.original": "Mozilla/5.0 (X11; Linux x86_64; rv:146.0)",
  });
  return [
    {
      ...child,
      name: "roll",
      kind: SpanKind.INTERNAL,
      endTimeUnixNano: start + 20_000n,
      attributes: attributes({ "roll.value": number % 6 + 1 }),
    },
    {
      ...root,
      name: "GET /rolldice",
      kind: SpanKind.SERVER,
      endTimeUnixNano: start + BigInt(50_000 + number * 7919 % 400_000),
      attributes: own,
      // One in 10,000.
      ...(number % 10_000 === 1 && { status: { code: 2 } }),
    },
  ];
}

function base(number: number) {
  const traceId = traceIdOf(number);
  const start = START + BigInt(number) * NANOS_A_TRACE;
  const common = { traceId, startTimeUnixNano: start, flags: 0x100 };
  const parent = traceId.slice(16);
  return {
    traceId,
    start,
    root: { ...common, spanId: parent },
    child: { ...common, spanId: traceId.slice(0, 16), parentSpanId: parent },
  };
}

function attributes(plain: Readonly<Record<string, string | number>>): readonly KeyValue[] {
  return Object.entries(plain).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: BigInt(value) },
  }));
}
