/**
 * Writes to the store at the path that is the argument, and prints each number whose span is stored,
 * until it is killed.
 *
 * @module
 */
import { openStore } from "../store/open_store.ts";
import { makeLogs, makeTraces } from "./make_telemetry.ts";

const WRITERS = 4;
const store = await openStore({ path: Deno.args[0]! });
const encoder = new TextEncoder();
let last = Number(Deno.args[1]);

async function write(): Promise<never> {
  for (;;) {
    const number = ++last;
    const spans = Array.from({ length: 20 }, (_, index) => ({
      trace: number.toString(16),
      id: (index + 1).toString(16),
      attributes: { number },
    }));
    await store.writeTraces(makeTraces({ service: "s" }, spans));
    await store.writeLogs(makeLogs({ service: "s" }, [{ body: `log ${number}` }]));
    Deno.stdout.writeSync(encoder.encode(`${number}\n`));
  }
}

await Promise.all(Array.from({ length: WRITERS }, write));
