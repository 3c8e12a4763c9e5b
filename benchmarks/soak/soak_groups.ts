import { fileURLToPath } from "node:url";
import {
  EXIT_RECEIVERS,
  EXIT_WAYS,
} from "../../packages/telemetry-setup/testing/faults/exits/exit_ways.ts";
import { runExit } from "../../packages/telemetry-setup/testing/faults/exits/run_exit.ts";
import type {
  FaultReport,
  FaultSize,
} from "../../packages/telemetry-setup/testing/faults/fault_report.ts";
import { LOADS } from "../../packages/telemetry-setup/testing/faults/loads/load_rows.ts";
import { runCollectorOutage } from "../../packages/telemetry-setup/testing/faults/loads/run_collector_outage.ts";
import { runLoad } from "../../packages/telemetry-setup/testing/faults/loads/run_load.ts";
import { KILL_KINDS } from "../../packages/telemetry-setup/testing/faults/processes/kill_kinds.ts";
import {
  type KillPointsReport,
  runKillPoints,
} from "../../packages/telemetry-setup/testing/faults/processes/run_kill_points.ts";
import { runSpoolFault } from "../../packages/telemetry-setup/testing/faults/processes/run_spool_fault.ts";
import {
  runWorkerFault,
  WORKER_FAULTS,
} from "../../packages/telemetry-setup/testing/faults/processes/run_worker_fault.ts";
import { SPOOL_FAULTS } from "../../packages/telemetry-setup/testing/faults/processes/spool_faults.ts";
import { RECEIVER_FAULTS } from "../../packages/telemetry-setup/testing/faults/receiver/receiver_fault_rows.ts";
import { runReceiverFault } from "../../packages/telemetry-setup/testing/faults/receiver/run_receiver_fault.ts";
import { startCollector } from "../../tools/collector/start_collector.ts";
import { judgeKillPoints } from "./judge_kill_points.ts";
import type { SoakFaultReport } from "./run_apart.ts";

/** One fault of a soak. */
export interface SoakFault {
  readonly name: string;
  /** @param folder One of its own. */
  readonly run: (folder: string) => Promise<FaultReport>;
}

/** Faults that may run side by side. */
export interface SoakGroup {
  readonly title: string;
  readonly atOnce: number;
  readonly faults: readonly SoakFault[];
  /** What can be said only of all of them. @default nothing */
  readonly judge?: (reports: readonly SoakFaultReport[]) => readonly SoakFaultReport[];
}

/** Chains of processes that are killed: so many at a time. */
const SEEDS = [1, 2, 3, 4] as const;
const KILLS = { short: 9, long: 72 } as const;

const COLLECTOR_CONFIG = [
  "../../collector/debug/otel-collector-config.yaml",
  "../../packages/telemetry-setup/testdata/quiet_collector.yaml",
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** All faults that telemetry is put through. */
export function soakGroups(size: FaultSize): readonly SoakGroup[] {
  return [
    {
      title: "The receiver",
      atOnce: 6,
      faults: [false, true].flatMap((spool) =>
        RECEIVER_FAULTS.map((fault) => ({
          name: fault.name,
          run: (folder: string) => runReceiverFault(fault, { size, spool, folder }),
        }))
      ),
    },
    {
      title: "Processes and the spool",
      atOnce: 2,
      // A short chain comes by each point once.
      judge: (reports) =>
        size === "short" ? [] : [
          judgeKillPoints(reports, {
            kinds: KILL_KINDS.map(({ name }) => name),
            kills: SEEDS.length * KILLS.long,
          }),
        ],
      faults: [
        ...SEEDS.map((seed) => ({
          name: "kill -9",
          run: async (folder: string) =>
            withReached(await runKillPoints({ kills: KILLS[size], seed, folder })),
        })),
        ...SPOOL_FAULTS.map((fault) => ({
          name: fault.name,
          run: (folder: string) => runSpoolFault(fault, { size, folder }),
        })),
        ...[false, true].flatMap((spool) =>
          WORKER_FAULTS.map((fault) => ({
            name: fault.name,
            run: (folder: string) => runWorkerFault(fault, { spool, folder }),
          }))
        ),
      ],
    },
    {
      title: "The end of a process",
      atOnce: 4,
      faults: EXIT_RECEIVERS.flatMap((receiver) =>
        EXIT_WAYS.map((way) => ({
          name: way.name,
          run: (folder: string) => runExit(way, { receiver, folder }),
        }))
      ),
    },
    {
      title: "Load",
      atOnce: 1,
      faults: [
        ...LOADS.map((load) => ({
          name: load.name,
          run: (folder: string) => runLoad(load, { size, folder }),
        })),
        {
          name: "a real Collector",
          run: (folder: string) =>
            runCollectorOutage({
              size,
              folder,
              startCollector: (port) =>
                startCollector({
                  config: COLLECTOR_CONFIG,
                  env: { OTLP_HTTP_PORT: `${port}` },
                }),
            }),
        },
      ],
    },
  ];
}

/** With the points at which processes were killed, in the name. */
function withReached({ name, ...report }: KillPointsReport): FaultReport {
  const points = Object.entries(report.reached).map(([point, count]) => `${count} ${point}`);
  return { ...report, name: `${name}: ${points.join("; ")}` };
}
