import type { ReceiverState } from "../fault_receiver.ts";
import type { Recording } from "../start_fault_app.ts";

/** What a process is about when it is killed. */
export interface KillKind {
  readonly name: string;
  /** How many kills in a row are of this kind: few reach what is over in a moment. @default 1 */
  readonly turns?: number;
  readonly receiver: ReceiverState;
  readonly recording: Pick<Recording, "spansPerSecond" | "together" | "textLength">;
  /** What is waited for before the kill, and then for how many milliseconds at most. */
  readonly after: "start" | "request" | "new segment" | "growth";
  readonly delayMillis: readonly [least: number, most: number];
  /** Whether it was about that, as far as it can be seen from outside. */
  readonly isReached: (evidence: KillEvidence) => boolean;
}

/** What was seen of a process that was killed. */
export interface KillEvidence {
  /** Records of its own of which the ids are on disk, but not all of the rest: they never arrive. */
  readonly cutOff: number;
  /** Records of its own that are on disk. */
  readonly ownOnDisk: number;
  /** Files with records of its own. */
  readonly ownSegments: number;
  /** Requests that began while it ran. */
  readonly requests: number;
  /** Records of the processes before it that were on disk when it started. */
  readonly foreignBefore: number;
}

const DOWN: ReceiverState = { is: "down" };

/** 8 MB a second. */
const MUCH = { spansPerSecond: 400, textLength: 20_000 } as const;
/** 3.6 MB at once, which takes as long as possible to be written, and that five times a second. */
const IN_LUMPS = { spansPerSecond: 20, together: 4, textLength: 900_000 } as const;

/** The five things that a process with a spool may be about when it is killed. */
export const KILL_KINDS: readonly KillKind[] = [
  {
    name: "while it writes",
    turns: 5,
    receiver: DOWN,
    recording: IN_LUMPS,
    after: "growth",
    delayMillis: [0, 0],
    isReached: ({ cutOff }) => cutOff > 0,
  },
  {
    name: "written, but not sent",
    receiver: DOWN,
    recording: { spansPerSecond: 200 },
    after: "start",
    delayMillis: [250, 600],
    isReached: ({ ownOnDisk, requests }) => ownOnDisk > 0 && requests === 0,
  },
  {
    name: "sent, but not acknowledged",
    receiver: { is: "up", misbehave: { kind: "silence" } },
    recording: { spansPerSecond: 200 },
    after: "request",
    delayMillis: [0, 20],
    isReached: ({ ownOnDisk, requests }) => ownOnDisk > 0 && requests > 0,
  },
  {
    name: "when a segment is full",
    receiver: DOWN,
    recording: MUCH,
    after: "new segment",
    delayMillis: [0, 5],
    isReached: ({ ownSegments }) => ownSegments > 1,
  },
  {
    name: "while it sends what another process left",
    receiver: { is: "up", misbehave: { kind: "none", delayMillis: 30 } },
    recording: { spansPerSecond: 100 },
    after: "request",
    delayMillis: [0, 60],
    isReached: ({ foreignBefore, requests }) => foreignBefore > 0 && requests > 0,
  },
];
