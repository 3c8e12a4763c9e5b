/**
 * Sends requests as fast as they are answered, so many at once:
 * `closed_loop.ts PORT SECONDS CONNECTIONS PATH`. Prints how many were answered in each second.
 *
 * @module
 */
import { openConnection } from "./connection.ts";

const [port = 0, seconds = 0, connections = 0] = Deno.args.slice(0, 3).map(Number);
const [path = "/"] = Deno.args.slice(3);
const start = performance.now();

async function requestUntil(end: number): Promise<number> {
  const connection = await openConnection(path, { port });
  let answered = 0;
  for (; performance.now() < end; answered++) await connection.exchange();
  connection.close();
  return answered;
}

const answered = await Promise.all(
  Array.from({ length: connections }, () => requestUntil(start + seconds * 1000)),
);
console.log(answered.reduce((sum, one) => sum + one, 0) * 1000 / (performance.now() - start));
