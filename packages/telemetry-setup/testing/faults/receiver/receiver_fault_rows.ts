import { retry } from "@otel-deno/otlp-receiver";
import type { Misbehaviour } from "@otel-deno/otlp-receiver/testing";

/** How a receiver is for some time. */
export interface FaultPhase {
  /**
   * `untrusted`: well, behind a certificate that nobody knows. `nameless`: well, by a name that does not
   * resolve.
   */
  readonly as: Misbehaviour | "down" | "well" | "untrusted" | "nameless";
  /** Seconds. */
  readonly short: number;
  /** Seconds. @default as in short */
  readonly long?: number;
}

/** What becomes of everything that was recorded. */
export type Fate =
  /** The receiver has it, by the end of the process. */
  | "delivered"
  /** Without a spool it is gone, and counted; with one it is there, and the next process sends it. */
  | "stranded"
  /** The receiver will never take it: gone and counted, or kept in quarantine. */
  | "refused";

/** A way in which a receiver fails. */
export interface ReceiverFault {
  readonly name: string;
  /** In order; the last one stays until the application is over. */
  readonly phases: readonly FaultPhase[];
  /** How often the phases come. @default once */
  readonly times?: { readonly short: number; readonly long: number };
  readonly fate: Fate;
  /** @default "http" */
  readonly protocol?: "http" | "grpc";
  /** Of the endpoint, in place of the receiver's own. */
  readonly host?: string;
  /**
   * Whether it is a process of its own, which SIGKILL ends: with HTTP/2 always, since Deno's server of
   * that ends its process where it is closed with streams open.
   *
   * @default whether it speaks gRPC
   */
  readonly apart?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether some of it may arrive twice: the answer to a request that was taken did not come. */
  readonly mayRepeat?: boolean;
}

/** Two seconds, so that nobody waits ten for an answer. */
const IMPATIENT = { OTEL_EXPORTER_OTLP_TIMEOUT: "1000" };
const TEN_GIGABYTES = 10_000_000_000;

function then(as: FaultPhase["as"], long = 30): readonly FaultPhase[] {
  return [{ as, short: 2, long }, { as: "well", short: 1, long: 10 }];
}

/** A receiver that answers with a status, after which the sender has to give up or to try again. */
function status(status: number, fate: Fate): ReceiverFault {
  const as = { kind: "status", status } as const;
  return {
    name: `answers ${status}`,
    phases: fate === "refused" ? [{ as, short: 2, long: 10 }] : then(as),
    fate,
  };
}

/** The ways in which a receiver fails that telemetry has to survive. */
export const RECEIVER_FAULTS: readonly ReceiverFault[] = [
  { name: "is absent at the start", phases: then("down"), fate: "delivered" },
  {
    name: "is killed in mid-stream, and comes again",
    apart: true,
    phases: [{ as: "well", short: 1 }, ...then("down")],
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "is killed in mid-stream over gRPC, and comes again",
    protocol: "grpc",
    phases: [{ as: "well", short: 1 }, ...then("down")],
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "restarts every second",
    phases: [{ as: "well", short: 0.6 }, { as: "down", short: 0.4 }],
    times: { short: 4, long: 60 },
    fate: "delivered",
    mayRepeat: true,
  },
  { name: "refuses connections for good", phases: [{ as: "down", short: 2 }], fate: "stranded" },
  {
    name: "never answers",
    phases: then({ kind: "silence" }),
    env: IMPATIENT,
    fate: "delivered",
    // An answer that comes after a second, as it may on a busy machine, comes too late.
    mayRepeat: true,
  },
  {
    name: "never answers over gRPC",
    protocol: "grpc",
    phases: then({ kind: "silence" }),
    env: IMPATIENT,
    fate: "delivered",
    // An answer that comes after a second, as it may on a busy machine, comes too late.
    mayRepeat: true,
  },
  {
    name: "never answers for good",
    phases: [{ as: { kind: "silence" }, short: 2 }],
    env: IMPATIENT,
    fate: "stranded",
  },
  {
    name: "answers 429 with Retry-After",
    phases: then({ kind: "verdict", verdict: retry(2000, { throttled: true }) }),
    fate: "delivered",
  },
  {
    name: "answers RESOURCE_EXHAUSTED with RetryInfo",
    protocol: "grpc",
    phases: then({ kind: "verdict", verdict: retry(2000, { throttled: true }) }),
    fate: "delivered",
  },
  ...[502, 503, 504].map((code) => status(code, "delivered")),
  ...[400, 413, 500].map((code) => status(code, "refused")),
  {
    name: "answers INVALID_ARGUMENT",
    protocol: "grpc",
    phases: [{ as: { kind: "code", code: 3 }, short: 2, long: 10 }],
    fate: "refused",
  },
  {
    name: "answers garbage",
    phases: then({
      kind: "message",
      message: new TextEncoder().encode("\xff\x00<html>\x07"),
      contentType: "application/x-protobuf",
    }),
    fate: "delivered",
  },
  {
    name: "takes it and answers half",
    phases: then({ kind: "cut" }),
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "answers half a failure",
    phases: then({ kind: "cut", status: 503 }),
    fate: "delivered",
  },
  {
    name: "answers 10 GB",
    phases: then({ kind: "flood", compressed: false, byteLength: TEN_GIGABYTES }),
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "answers with what unpacks to 512 MB",
    phases: then({ kind: "flood", compressed: true }),
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "answers one byte a second",
    phases: then({ kind: "trickle" }),
    env: IMPATIENT,
    fate: "delivered",
    mayRepeat: true,
  },
  {
    name: "resets the connection in the middle of the body",
    phases: then({ kind: "reset", afterBytes: 100 }),
    fate: "delivered",
  },
  { name: "hangs up", phases: then({ kind: "hang up" }), fate: "delivered" },
  { name: "shows a certificate that nobody knows", phases: then("untrusted"), fate: "delivered" },
  {
    name: "has a name that does not resolve",
    host: "receiver.invalid",
    phases: [{ as: "down", short: 2 }],
    fate: "stranded",
  },
  {
    // Deno remembers no look-up that failed, so that to be told the address is as good as a name server.
    name: "has a name that does not resolve, and then does",
    host: "receiver.invalid",
    phases: then("nameless"),
    // A name server that is silent takes its time.
    env: IMPATIENT,
    fate: "delivered",
    mayRepeat: true,
  },
];
