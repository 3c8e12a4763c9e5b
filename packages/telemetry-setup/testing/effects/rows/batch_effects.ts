import type { Signal } from "../../../transports/transport.ts";
import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

/** Of three sampled spans and five log records, as the application records them. */
const SIGNALS = {
  OTEL_BSP: { signal: "traces", recorded: 3 },
  OTEL_BLRP: { signal: "logs", recorded: 5 },
} as const;

function requestsOf({ requests }: Observation, signal: Signal) {
  return requests.filter((request) => request.signal === signal);
}

/** What settings of the batch processors do: all is counted, nothing is timed. */
export const BATCH_EFFECTS: readonly EffectRow[] = Object.entries(SIGNALS).flatMap((
  [prefix, { signal, recorded }],
): readonly EffectRow[] => [
  {
    variable: `${prefix}_SCHEDULE_DELAY`,
    value: "20",
    against: "60000",
    until: (observation) => requestsOf(observation, signal).length > 0,
    see: (observation) => requestsOf(observation, signal).map(({ early }) => early),
    expected: [true],
  },
  {
    variable: `${prefix}_EXPORT_TIMEOUT`,
    value: "200",
    with: { [`${prefix}_SCHEDULE_DELAY`]: "0" },
    receivers: "silence",
    // That attempt is given up, and made again.
    until: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    see: ({ stderr }) => stderr.includes("no answer within 200 ms"),
    expected: true,
  },
  {
    variable: `${prefix}_MAX_QUEUE_SIZE`,
    value: "1",
    with: { [`${prefix}_SCHEDULE_DELAY`]: "60000" },
    // One is on its way at once, and the others come too early.
    see: (observation) => [
      requestsOf(observation, signal).map(({ items }) => items),
      observation.stderr.includes("the queue is full"),
    ],
    expected: [[1], true],
  },
  {
    variable: `${prefix}_MAX_EXPORT_BATCH_SIZE`,
    value: "2",
    // Several are under way at once.
    see: (observation) =>
      requestsOf(observation, signal).map(({ items }) => items).sort().reverse(),
    expected: recorded === 3 ? [2, 1] : [2, 2, 1],
  },
]);
