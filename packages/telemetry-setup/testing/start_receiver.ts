import type { Behaviour, Receiver, ReceiverOptions } from "./receiver.ts";
import { startBrokenReceiver } from "./start_broken_receiver.ts";
import { startGrpcReceiver } from "./start_grpc_receiver.ts";
import { startHttpReceiver } from "./start_http_receiver.ts";

/** Starts a receiver for OTLP, well-behaved or not. */
export async function startReceiver(
  protocol: "http" | "grpc",
  behaviour: Behaviour,
  options: ReceiverOptions = {},
): Promise<Receiver> {
  if (protocol === "grpc") return await startGrpcReceiver(behaviour, options);
  return behaviour.kind === "hang up" || behaviour.kind === "cut"
    ? startBrokenReceiver(behaviour)
    : startHttpReceiver(behaviour, options);
}
