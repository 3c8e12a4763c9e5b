/**
 * Which of some TCP ports something already listens on.
 *
 * @param hostname Address that they shall be listened on
 * @returns The taken ones, in the order given
 */
export function findTakenPorts(hostname: string, ports: readonly number[]): readonly number[] {
  return ports.filter((port) => {
    try {
      Deno.listen({ hostname, port }).close();
      return false;
    } catch (error) {
      if (error instanceof Deno.errors.AddrInUse) return true;
      throw error;
    }
  });
}
