import type { SqlConnection } from "../database/sql_connection.ts";
import { storedRange } from "../search/stored_range.ts";
import type { FiguresQuery } from "./figures_query.ts";

const SECOND_NANO = 1_000_000_000n;

interface Stretch {
  readonly service: string;
  readonly first: string;
  readonly last: string;
}

/**
 * Returns by how many seconds what happened in a service is divided to say how often it does. Where
 * the range has a beginning, that is its length, to the last span where it has no end. Else it is for how
 * long the service ran: nights between its runs say nothing of how often it is asked. At least a
 * second.
 */
export function coveredSeconds(
  connection: SqlConnection,
  query: FiguresQuery,
): (service: string) => number {
  const stretches = readStretches(connection, query);
  if (query.from === undefined) {
    const running = runningSeconds(stretches);
    return (service) => running.get(service) ?? 1;
  }
  const { from, to } = storedRange(query);
  const last = stretches.reduce((latest, { last }) => later(latest, BigInt(last)), from);
  const seconds = Math.max(1, toSeconds((query.to === undefined ? last : to) - from));
  return () => seconds;
}

/** Of each process that has sent spans in the range, from its first to its last; by their beginning. */
function readStretches(connection: SqlConnection, query: FiguresQuery): readonly Stretch[] {
  const { from, to } = storedRange(query);
  return connection.find<Stretch>(
    `SELECT r.service, CAST(min(bs.min_time) AS TEXT) AS first,
      CAST(min(max(bs.max_time), $to) AS TEXT) AS last
      FROM block_sources bs JOIN blocks b ON b.id = bs.block AND b.kind = 1
      JOIN sources s ON s.id = bs.source JOIN resources r ON r.id = s.resource
      WHERE bs.max_time >= $from AND bs.min_time <= $to AND ($run IS NULL OR r.run = $run)
      GROUP BY r.id ORDER BY min(bs.min_time)`,
    { $from: from, $to: to, $run: query.run ?? null },
  );
}

/** When several processes of a service run at once, that time counts once. */
function runningSeconds(stretches: readonly Stretch[]): ReadonlyMap<string, number> {
  const running = new Map<string, { nanos: bigint; until: bigint }>();
  for (const { service, first, last } of stretches) {
    const known = running.get(service) ?? { nanos: 0n, until: 0n };
    running.set(service, known);
    const start = later(BigInt(first), known.until);
    const end = later(BigInt(last), BigInt(first) + SECOND_NANO);
    if (end <= start) continue;
    known.nanos += end - start;
    known.until = end;
  }
  return new Map([...running].map(([service, { nanos }]) => [service, toSeconds(nanos)]));
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function toSeconds(nanos: bigint): number {
  return Number(nanos) / Number(SECOND_NANO);
}
