import { encodeTraces } from "@otel-deno/otlp";
import type { FaultyReceiver, FaultyReceiverOptions } from "@otel-deno/otlp-receiver/testing";
import type { SendOptions, Transport, Verdict } from "../transports/transport.ts";
import type { OtlpTransportConfig } from "../transports/transport_config.ts";

/** What a test of the transport suite works with. */
export interface TransportBench {
  readonly protocol: "http" | "grpc";
  readonly compression: "gzip" | "none";
  readonly contentType: string;
  /** Starts a receiver that takes everything, or misbehaves; it is closed when the test ends. */
  receive(
    misbehave?: FaultyReceiverOptions["misbehave"],
    options?: Pick<FaultyReceiverOptions, "port">,
  ): Promise<FaultyReceiver>;
  /** Opens the transport under test; it is closed when the test ends. */
  open(endpoint: string, config?: Partial<OtlpTransportConfig>): Transport;
  /** Sends one payload of spans, `PAYLOAD` if none is given. */
  send(transport: Transport, options?: Partial<SendOptions> & Payload): Promise<Verdict>;
}

interface Payload {
  readonly payload?: Uint8Array;
}

/** One test of the transport suite. */
export interface TransportCase {
  /** Says what a transport does, and when. */
  readonly name: string;
  test(bench: TransportBench): Promise<void>;
}

/** Spans, larger than a frame of HTTP/2, and not all the same. */
export const PAYLOAD: Uint8Array = encodeTraces({
  resourceSpans: [{
    scopeSpans: [{
      spans: Array.from({ length: 1000 }, (_, index) => ({
        name: `span ${index * index}`,
        startTimeUnixNano: BigInt(index) ** 5n,
      })),
    }],
  }],
}, "protobuf");

export const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
