import { CountedPoints } from "./account/counted_points.ts";
import { readLedger } from "./account/ledger.ts";
import type { FaultReceiver } from "./fault_receiver.ts";
import { pickPort } from "./pick_port.ts";
import {
  readReceived,
  type ReceiverProcess,
  startReceiverProcess,
} from "./start_receiver_process.ts";

/**
 * A receiver in a process of its own, which SIGKILL ends whenever it is to be another one or none. It
 * is down until it is told to be up, and knows no TLS.
 *
 * @param options.ledger Where it writes down what it takes.
 */
export function startReceiverApart(
  { protocol, ledger }: { readonly protocol: "http" | "grpc"; readonly ledger: string },
): FaultReceiver {
  const port = pickPort();
  let current: ReceiverProcess | undefined;
  Deno.writeTextFileSync(ledger, "");
  async function kill(): Promise<void> {
    await current?.[Symbol.asyncDispose]();
    current = undefined;
  }
  return {
    port,
    async become(state) {
      await kill();
      if (state.is === "down") return;
      const { misbehave } = state;
      current = await startReceiverProcess({
        ...{ port, ledger, protocol },
        ...misbehave === undefined ? {} : { misbehave },
      });
    },
    received: () => readReceived(ledger),
    points() {
      const points = new CountedPoints();
      for (const { run, first, counted } of readLedger(ledger)) {
        if (counted !== undefined) points.add({ run, number: first, value: counted });
      }
      return points;
    },
    [Symbol.asyncDispose]: kill,
  };
}
