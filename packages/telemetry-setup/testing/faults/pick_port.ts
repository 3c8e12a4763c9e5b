/** Below those that systems give to whoever connects: nobody takes it while its receiver is down. */
const FIRST = 20_000;
const COUNT = 12_000;
const ATTEMPTS = 100;

/**
 * Picks a port of the loopback interface on which nobody listens.
 *
 * @throws {Error} If there is none.
 */
export function pickPort(random: () => number = Math.random): number {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = FIRST + Math.floor(random() * COUNT);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error(`Cannot pick a port: ${ATTEMPTS} are taken`);
}
