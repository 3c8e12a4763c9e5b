import type { Misbehaviour } from "@otel-deno/otlp-receiver/testing";
import { IdCounts } from "./account/id_counts.ts";

/** How a receiver of its own process is started. */
export interface ReceiverProcessOptions {
  readonly port: number;
  /** Where it writes down what it takes, after what is there already. */
  readonly ledger: string;
  /** How long each request takes, in milliseconds. @default 0 */
  readonly delayMillis?: number;
  /** What it speaks. @default "http" */
  readonly protocol?: "http" | "grpc";
  /**
   * How it meets requests, where it takes none of them; without bytes, since it is told in JSON.
   *
   * @default well
   */
  readonly misbehave?: Misbehaviour;
}

/** A receiver in a process of its own. Disposing of it kills it. */
export interface ReceiverProcess extends AsyncDisposable {
  /** What it took so far, and those before it with the same ledger. */
  received(): IdCounts;
}

const PROGRAM = new URL("./testdata/receive.ts", import.meta.url).pathname;

/** Starts a receiver in a process of its own, and waits until it listens. */
export async function startReceiverProcess(
  options: ReceiverProcessOptions,
): Promise<ReceiverProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", "--quiet", PROGRAM, JSON.stringify(options)],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  return {
    received: () => readReceived(options.ledger),
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It is over already.
      }
      await child.stdout.cancel();
      await child.status;
    },
  };
}

/** What stands in the ledger of receivers. A last line may be half written. */
export function readReceived(ledger: string): IdCounts {
  const ids = new IdCounts();
  for (const line of Deno.readTextFileSync(ledger).split("\n").slice(0, -1)) {
    const [run = "", first, last] = line.split(" ");
    for (let number = Number(first); number <= Number(last); number++) ids.add(run, number);
  }
  return ids;
}
