import type { SendOptions, Transport, Verdict } from "../transports/transport.ts";
import type { OtlpTransportConfig } from "../transports/transport_config.ts";
import type { Behaviour, Receiver, ReceiverOptions } from "./receiver.ts";

/** What a test of the transport suite works with. */
export interface TransportBench {
  readonly protocol: "http" | "grpc";
  readonly compression: "gzip" | "none";
  readonly contentType: string;
  /** Starts a receiver; it is closed when the test ends. */
  receive(behaviour: Behaviour, options?: ReceiverOptions): Promise<Receiver>;
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

/** Larger than a frame of HTTP/2, and not all the same. */
export const PAYLOAD: Uint8Array = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) % 251);

export const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
