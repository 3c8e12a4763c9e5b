import type { ConfigurationModel } from "@opentelemetry/configuration";
import { replaySpool } from "../../../transports/spool/replay_spool.ts";
import type { Finding } from "../finding.ts";
import { describeReplay } from "./describe_replay.ts";
import { formatItems } from "../spool/format_items.ts";
import { listReplayDestinations } from "./list_replay_destinations.ts";
import { replayLogs, type ReplayStep } from "./replay_logs.ts";

/** What {@linkcode replay} goes by. */
export interface ReplayOptions {
  readonly config: ConfigurationModel;
  /** Told once a second how many items were delivered so far. */
  readonly onProgress: (itemCount: number) => void;
}

const PROGRESS_MILLIS = 1000;

/**
 * Sends what processes that have ended left in a spool folder, and what receivers refused, to where
 * the configuration sends now. What is old goes, too: somebody asked for it.
 *
 * @returns What became of it.
 */
export async function replay(
  folder: string,
  { config, onProgress }: ReplayOptions,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const problem = (message: string) => void findings.push({ subject: "spool", ok: false, message });
  const destinations = listReplayDestinations(config, problem);
  const left = replaySpool(folder, {
    onDropped: ({ signal, itemCount, reason }) =>
      problem(`Cannot send ${formatItems(signal, itemCount)}: ${reason}`),
    onProblem: problem,
  });
  const steps: ReplayStep[] = [];
  let itemCount = 0;
  let toldAt = performance.now();
  for await (const step of replayLogs(left, destinations)) {
    steps.push(step);
    if (step.outcome === "delivered") itemCount += step.itemCount;
    if (performance.now() - toldAt < PROGRESS_MILLIS) continue;
    toldAt = performance.now();
    onProgress(itemCount);
  }
  for (const { transport } of destinations) transport.close();
  return [...findings, ...describeReplay(steps, folder)];
}
