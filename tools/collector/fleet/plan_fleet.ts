import { join } from "node:path";
import type { ReadEnv } from "../collector_cache.ts";
import type { CollectorPorts } from "../read_collector_ports.ts";
import type { FleetProcess, ProcessPorts } from "./fleet_table.ts";

/** How one process of a fleet is started. */
export interface ProcessPlan {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What answers when it is healthy. */
  readonly healthUrl: string;
}

/** What {@linkcode planFleet} goes by. */
export interface PlanFleetOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Folder of `collector/`; the queues of its processes have their place by it. */
  readonly scenario: string;
  /** Absolute path of a built Collector. */
  readonly binary: string;
  /** The address that the last process listens on; the others are for this machine alone. */
  readonly host: string;
  /** Where the last process listens. */
  readonly ports: CollectorPorts;
  /** So many free ports. */
  readonly pickPorts: (count: number) => readonly number[];
  /** Reads the variables that take a process's place, and `STORAGE_DIRECTORY`. */
  readonly readEnv: ReadEnv;
}

const PORTS_EACH = 4;

/**
 * Says how the processes of a scenario are started, in order: each on ports of its own, with a folder
 * of its own for its queues, which stays until it is deleted: in `STORAGE_DIRECTORY`, or the
 * repository's `.cache/collector/SCENARIO`.
 */
export function planFleet(
  fleet: readonly FleetProcess[],
  options: PlanFleetOptions,
): readonly ProcessPlan[] {
  const { root, scenario, binary, readEnv } = options;
  const storage = readEnv("STORAGE_DIRECTORY") || join(root, ".cache/collector", scenario);
  const picked = options.pickPorts(fleet.length * PORTS_EACH);
  const ports = new Map(fleet.map(({ name }, index): [string, ProcessPorts] => {
    const [grpc, http, health, metrics] = picked.slice(index * PORTS_EACH) as [
      number,
      number,
      number,
      number,
    ];
    const isLast = index === fleet.length - 1;
    return [name, { grpc, http, health, metrics, ...isLast ? options.ports : {} }];
  }));
  const portsOf = (name: string): ProcessPorts => {
    const found = ports.get(name);
    if (found === undefined) throw new RangeError(`Cannot plan ${scenario}: there is no ${name}`);
    return found;
  };
  return fleet.map((process, index): ProcessPlan & { readonly unless: string | undefined } => {
    const { grpc, http, health, metrics } = portsOf(process.name);
    const host = index === fleet.length - 1 ? options.host : "127.0.0.1";
    return {
      name: process.name,
      unless: process.unless,
      program: binary,
      args: ["--config", join(root, "collector", process.config)],
      env: {
        OTLP_HOST: host,
        OTLP_GRPC_PORT: `${grpc}`,
        OTLP_HTTP_PORT: `${http}`,
        HEALTH_CHECK_PORT: `${health}`,
        COLLECTOR_METRICS_PORT: `${metrics}`,
        STORAGE_DIRECTORY: join(storage, process.name),
        ...withoutSet(process.env?.(portsOf) ?? {}, readEnv),
      },
      healthUrl: `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${health}`,
    };
  }).filter(({ unless }) => unless === undefined || !readEnv(unless))
    .map(({ unless: _, ...plan }) => plan);
}

/** What somebody has set wins. */
function withoutSet(
  env: Readonly<Record<string, string>>,
  readEnv: ReadEnv,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !readEnv(name)));
}
