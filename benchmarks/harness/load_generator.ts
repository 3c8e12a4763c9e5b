/**
 * An open-loop load generator in a process of its own: `load_generator.ts PORT RATE SECONDS PATH`. It
 * sends requests when they are due, whether earlier ones have been answered or not: a server that
 * stalls does not slow the generator down, and each request that comes meanwhile counts. Prints one
 * line of JSON, a {@linkcode Load}.
 *
 * @module
 */
import { type Connection, openConnection } from "./connection.ts";
import { percentile } from "./percentile.ts";

/** What the generator has seen. Milliseconds. */
export interface Load {
  /** All that were sent; some of them, to warm up, have no part in the latencies. */
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /**
   * How late requests left. That is the generator's own doing, a timer's millisecond as a rule, and no
   * part of the latencies; if it is much more, the machine is too busy to measure anything.
   */
  readonly lateP99: number;
  /** Most requests that were under way at once. */
  readonly mostUnderWay: number;
}

/** Where a server stalls, further requests wait for a connection, and that is part of their time. */
const MAX_CONNECTIONS = 500;
/** Before anything counts: what runs for the first time is compiled. At most what a second has. */
const WARM_UP = { connections: 16, requests: 2000 };

async function generate(
  port: number,
  { rate, seconds, path }: {
    readonly rate: number;
    readonly seconds: number;
    readonly path: string;
  },
): Promise<Load> {
  const total = rate * seconds;
  const latencies = new Float64Array(total);
  const late = new Float64Array(total);
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  let connections = 0;
  let underWay = 0;
  let mostUnderWay = 0;

  function connect(): Promise<Connection> | Connection {
    const connection = idle.pop();
    if (connection !== undefined) return connection;
    if (++connections <= MAX_CONNECTIONS) return openConnection(path, { port });
    return new Promise((resolve) => waiting.push(resolve));
  }
  async function exchange(): Promise<void> {
    const connection = await connect();
    await connection.exchange();
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else next(connection);
  }

  const warmUps = Math.min(WARM_UP.requests, rate);
  let warmUpsLeft = warmUps;
  await Promise.all(Array.from({ length: WARM_UP.connections }, async () => {
    while (warmUpsLeft-- > 0) await exchange();
  }));
  const start = performance.now();
  const dueAt = (index: number) => start + index * 1000 / rate;
  async function send(index: number): Promise<void> {
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    const sentAt = performance.now();
    late[index] = sentAt - dueAt(index);
    await exchange();
    latencies[index] = performance.now() - sentAt;
    underWay--;
  }

  const sent: Promise<void>[] = [];
  while (sent.length < total) {
    const now = performance.now();
    while (sent.length < total && dueAt(sent.length) <= now) sent.push(send(sent.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sent);
  for (const connection of idle) connection.close();
  latencies.sort();
  late.sort();
  return {
    requests: warmUps + total,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    max: percentile(latencies, 100),
    lateP99: percentile(late, 99),
    mostUnderWay,
  };
}

if (import.meta.main) {
  const [port = 0, rate = 0, seconds = 0] = Deno.args.slice(0, 3).map(Number);
  const [path = "/"] = Deno.args.slice(3);
  console.log(JSON.stringify(await generate(port, { rate, seconds, path })));
}
