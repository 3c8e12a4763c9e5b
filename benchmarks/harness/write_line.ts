/** Writes a line of JSON; not by `console`, which may be telemetry. */
export function writeLine(value: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}
