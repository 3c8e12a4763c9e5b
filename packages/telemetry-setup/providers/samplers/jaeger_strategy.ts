import { type ProtobufField, readProtobufFields } from "@otel-deno/otlp/protobuf";

/** How a service is to be sampled, as Jaeger answers. */
export type JaegerStrategy =
  | { readonly kind: "probabilistic"; readonly rate: number }
  | { readonly kind: "rate limiting"; readonly tracesPerSecond: number }
  | {
    readonly kind: "per operation";
    readonly defaultRate: number;
    /** So many traces a second of each operation, whatever its rate. */
    readonly lowerBoundPerSecond: number;
    /** Rates by the names of spans. */
    readonly rates: ReadonlyMap<string, number>;
  };

/** `SamplingStrategyParameters` with the name of a service. */
export function encodeStrategyRequest(serviceName: string): Uint8Array {
  const name = new TextEncoder().encode(serviceName);
  const length: number[] = [];
  for (let rest = name.length; rest > 0; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : rest % 128 + 128);
  }
  return name.length === 0 ? name : new Uint8Array([0x0a, ...length, ...name]);
}

/**
 * Reads a `SamplingStrategyResponse`. Of several strategies the most detailed holds; the field that
 * names the kind is not looked at, as the protocol advises.
 *
 * @throws {OtlpDecodeError} If it is no message.
 * @throws {RangeError} If it holds no strategy.
 * @see {@link https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/sampling.proto}
 */
export function decodeStrategy(message: Uint8Array): JaegerStrategy {
  const fields = readMessage(message);
  const perOperation = bytesOf(fields, 4);
  if (perOperation !== undefined) return decodePerOperation(perOperation);
  const probabilistic = bytesOf(fields, 2);
  if (probabilistic !== undefined) {
    return { kind: "probabilistic", rate: doubleOf(readMessage(probabilistic), 1) };
  }
  const rateLimiting = bytesOf(fields, 3);
  if (rateLimiting === undefined) throw new RangeError("the answer holds no sampling strategy");
  const limit = readMessage(rateLimiting).findLast(({ number }) => number === 1);
  const perSecond = limit?.type === "varint" ? Number(BigInt.asIntN(32, limit.value)) : 0;
  return { kind: "rate limiting", tracesPerSecond: perSecond };
}

function decodePerOperation(message: Uint8Array): JaegerStrategy {
  const fields = readMessage(message);
  const rates = fields.flatMap((field): [string, number][] => {
    if (field.number !== 3 || field.type !== "bytes") return [];
    const operation = readMessage(field.value);
    const name = new TextDecoder().decode(bytesOf(operation, 1));
    return [[name, doubleOf(readMessage(bytesOf(operation, 2) ?? new Uint8Array()), 1)]];
  });
  return {
    kind: "per operation",
    defaultRate: doubleOf(fields, 1),
    lowerBoundPerSecond: doubleOf(fields, 2),
    rates: new Map(rates),
  };
}

function readMessage(message: Uint8Array): readonly ProtobufField[] {
  return readProtobufFields(message, "SamplingStrategyResponse");
}

/** The last one counts, says protobuf. */
function bytesOf(fields: readonly ProtobufField[], number: number): Uint8Array | undefined {
  const field = fields.findLast((field) => field.number === number && field.type === "bytes");
  return field?.type === "bytes" ? field.value : undefined;
}

function doubleOf(fields: readonly ProtobufField[], number: number): number {
  const field = fields.findLast((field) => field.number === number && field.type === "double");
  return field?.type === "double" ? field.value : 0;
}
