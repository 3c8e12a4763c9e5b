/** `deno task collector [NAME]`: runs the Collector scenario NAME, `debug` if left out. */
import { join } from "node:path";
import { findCollectorBinary } from "./collector/find_collector_binary.ts";
import { findTakenPorts } from "./collector/find_taken_ports.ts";
import { FLEET_TABLE } from "./collector/fleet/fleet_table.ts";
import { planFleet } from "./collector/fleet/plan_fleet.ts";
import { runFleet } from "./collector/fleet/run_fleet.ts";
import { hasDockerEngine } from "./collector/has_docker_engine.ts";
import { isFile } from "./collector/is_file.ts";
import { listScenarios } from "./collector/list_scenarios.ts";
import { pickFreePorts } from "./collector/pick_free_ports.ts";
import { planStart, type StartPlan } from "./collector/plan_start.ts";
import { readCollectorPorts } from "./collector/read_collector_ports.ts";
import { repositoryRoot } from "./collector/repository_root.ts";
import { runUntilEnded } from "./collector/run_until_ended.ts";
import { waitUntilHealthy } from "./collector/wait_until_healthy.ts";

const readEnv = (name: string) => Deno.env.get(name);

/** Runs a scenario until it ends; gives the Collector's exit code. */
async function runScenario(args: readonly string[]): Promise<number> {
  const scenario = args[0] ?? "debug";
  const scenarios = namesOfScenarios();
  if (args.length > 1 || !scenarios.includes(scenario)) {
    throw new Error(
      `Cannot start a Collector: there is no scenario ${JSON.stringify(args.join(" "))}; ` +
        `there is: ${scenarios.join(", ")}`,
    );
  }

  const ports = readCollectorPorts(readEnv);
  // A Collector that was named is wanted, Docker or not.
  const docker = !readEnv("OTELCOL_BIN") && await hasDockerEngine();
  const listenOn = readEnv("OTLP_HOST") || "127.0.0.1";
  // Docker publishes on loopback, and what listens everywhere listens there, too.
  const host = docker || listenOn === "0.0.0.0" ? "127.0.0.1" : listenOn;
  const taken = findTakenPorts(host, Object.values(ports));
  if (taken.length > 0) {
    throw new Error(
      `Cannot start the Collector: something already listens on ${host}:${taken.join(", ")}; ` +
        "end it (another Collector?), or set OTLP_GRPC_PORT, OTLP_HTTP_PORT, HEALTH_CHECK_PORT",
    );
  }

  const plan = planStart(scenario, {
    root: repositoryRoot,
    binary: findCollectorBinary({ root: repositoryRoot, readEnv }),
    docker,
    env: {
      OTLP_HOST: listenOn,
      OTLP_GRPC_PORT: `${ports.grpc}`,
      OTLP_HTTP_PORT: `${ports.http}`,
      HEALTH_CHECK_PORT: `${ports.health}`,
    },
  });
  const tls = scenario === "secure";
  const scheme = tls ? "https" : "http";
  const sendBy = tls ? "as collector/secure/README.md says" : "with: deno task dev:otlp";
  const tellReady = () =>
    console.error([
      "The Collector is ready",
      `  OTLP/gRPC     ${scheme}://${host}:${ports.grpc}`,
      `  OTLP/HTTP     ${scheme}://${host}:${ports.http}`,
      `  health check  http://${host}:${ports.health}`,
      `Send to it ${sendBy}    End it with: Ctrl-C`,
    ].join("\n"));
  console.error(`Starting the Collector, scenario ${scenario}, ${plan.description}`);
  const fleet = FLEET_TABLE.get(scenario);
  if (fleet === undefined || docker) {
    return await runOne(plan, { healthUrl: `http://${host}:${ports.health}`, tellReady });
  }
  const plans = planFleet(fleet, {
    root: repositoryRoot,
    scenario,
    binary: plan.program,
    host: listenOn,
    ports,
    pickPorts: pickFreePorts,
    readEnv,
  });
  const encoder = new TextEncoder();
  return await runFleet(plans, {
    write: (text) => Deno.stderr.writeSync(encoder.encode(text)),
    onReady: tellReady,
  });
}

function namesOfScenarios(): readonly string[] {
  const folder = join(repositoryRoot, "collector");
  const fleets = [...FLEET_TABLE].filter(([, processes]) =>
    processes.every(({ config }) => isFile(join(folder, config)))
  ).map(([name]) => name);
  return [...new Set([...listScenarios(folder), ...fleets])].sort();
}

async function runOne(
  plan: StartPlan,
  { healthUrl, tellReady }: { readonly healthUrl: string; readonly tellReady: () => void },
): Promise<number> {
  const { ended } = runUntilEnded(plan);
  const waiting = new AbortController();
  ended.then(() => waiting.abort());
  const stillWaiting = setInterval(
    () => console.error(`Still waiting for ${healthUrl} to answer`),
    15_000,
  );
  waitUntilHealthy(healthUrl, { signal: waiting.signal }).then(
    tellReady,
    () => {/* It ended first, and its output has said why. */},
  ).finally(() => clearInterval(stillWaiting));
  return await ended;
}

if (import.meta.main) {
  try {
    Deno.exit(await runScenario(Deno.args));
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
