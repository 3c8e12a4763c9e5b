/**
 * `opentelemetry-instrument [options] COMMAND [ARGS…]`: runs a command with telemetry in front of it.
 *
 * ```sh
 * deno task instrument --traces_exporter console deno run --allow-net apps/dice-server/main.ts
 * ```
 *
 * The command itself is bundled like the entries that it puts in front of an application: to load
 * its files one by one takes longer than everything that it does.
 *
 * @module
 */
import { ensureEntries } from "./entries/ensure_entries.ts";
import { writeText } from "./write_text.ts";

async function loadCommand(): Promise<typeof import("./launch/run_instrument.ts")> {
  try {
    return await import(new URL("run_instrument.js", await ensureEntries()).href);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    writeText(Deno.stderr, `opentelemetry-instrument: ${message}\n`);
    Deno.exit(1);
  }
}

const { runInstrument } = await loadCommand();
await runInstrument(Deno.args);
