import { equal } from "node:assert/strict";
import type { SentRequest } from "./flatten_items.ts";

/** How long a client may take, in milliseconds. */
const TIMEOUT = 120_000;

/**
 * Runs a client that prints what it sends, as `npm_sdk_sender.ts` does, and waits for its end.
 *
 * @returns What it says that it has sent.
 * @throws {AssertionError} If it fails, or complains.
 */
export async function runSender(
  program: string,
  args: readonly string[],
): Promise<readonly SentRequest[]> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    env: { PYTHONIOENCODING: "utf-8", NO_COLOR: "1" },
    stdin: "null",
    signal: AbortSignal.timeout(TIMEOUT),
  }).output();
  equal(`${new TextDecoder().decode(stderr)}${code}`, "0");
  return new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) => {
    const [signal, message] = line.split(" ");
    return {
      signal: signal as SentRequest["signal"],
      bytes: Uint8Array.fromBase64(message!),
      encoding: "protobuf",
    };
  });
}
