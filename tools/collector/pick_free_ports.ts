/**
 * Picks free TCP ports of the loopback address. Another program may take one before it is used, so
 * whoever starts a server on it should be ready to pick again.
 *
 * @param count How many different ones
 */
export function pickFreePorts(count: number): readonly number[] {
  // All are held until the last is picked: else the system may hand out the same one twice.
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}
