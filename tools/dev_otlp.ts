/**
 * Starts the dice server in OTLP mode: `deno task dev:otlp`. It sends to whom the settings name, else
 * to whom listens on the ports of OTLP, else to a viewer, which is started before and ended after it.
 *
 * @module
 */
import { describePortHolder } from "../apps/viewer/launch/describe_port_holder.ts";
import { readEnv } from "../packages/telemetry-setup/config/read_env.ts";
import { resolveConfig } from "../packages/telemetry-setup/config/resolve_config.ts";
import { describeDestination } from "../packages/telemetry-setup/transports/describe_destination.ts";
import { type Env, planReceiver } from "./dev/plan_receiver.ts";
import { startViewerProcess, type ViewerProcess } from "./dev/start_viewer_process.ts";
import { isListening } from "./is_listening.ts";

const SERVER_FLAGS = [
  "--preload=packages/telemetry-setup/register.ts",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-sys=hostname,osRelease",
];

/** Who looks on does not want to wait; times are milliseconds. */
const SOON: Env = {
  OTEL_BSP_SCHEDULE_DELAY: "200",
  OTEL_BLRP_SCHEDULE_DELAY: "200",
  OTEL_METRIC_EXPORT_INTERVAL: "5000",
};

async function main(args: readonly string[]): Promise<number> {
  const plan = await planReceiver(resolveConfig(readEnv).config, {
    readEnv,
    isListening: (port) => isListening(new URL(`http://127.0.0.1:${port}`)),
  });
  let viewer: ViewerProcess | undefined;
  // Before anything is started, so that nothing is left behind.
  Deno.addSignalListener("SIGINT", () => {});
  switch (plan.kind) {
    case "nobody":
      break;
    case "given": {
      const answers = await isListening(new URL(plan.endpoint));
      const destination = describeDestination(plan.endpoint);
      console.error(
        answers ? `A receiver answers on ${destination}` : `Nobody answers on ${destination} yet`,
      );
      break;
    }
    case "running": {
      const holder = await describePortHolder({ hostname: "127.0.0.1", port: plan.port });
      console.error(`Sending to what listens on port ${plan.port}: ${holder ?? "it is unknown"}`);
      break;
    }
    case "viewer": {
      if (!await buildPages()) return 1;
      viewer = await startViewerProcess({
        args: [...plan.args, "--debug", "basic"],
        onLine: (line) => console.error(`viewer | ${line}`),
      });
      if (viewer === undefined) return 1;
      break;
    }
  }
  const env = "env" in plan ? { ...unset(SOON), ...plan.env } : {};
  const code = await runServer(args, {
    env,
    onStart: () => viewer && console.error(`Look at what it sends on ${viewer.url}`),
  });
  await viewer?.end();
  return code;
}

/** Those that nobody has set. */
function unset(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !readEnv(name)));
}

async function buildPages(): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "viewer:build"],
  }).spawn().status;
  return success;
}

async function runServer(
  args: readonly string[],
  { env, onStart }: { readonly env: Env; readonly onStart: () => void },
): Promise<number> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", ...SERVER_FLAGS, "apps/dice-server/main.ts", ...args],
    env,
  }).spawn();
  // Ctrl-C reaches the server by itself, SIGTERM does not; either way its end is waited for.
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => {
      try {
        server.kill("SIGTERM");
      } catch {
        // It has ended already.
      }
    });
  }
  onStart();
  return (await server.status).code;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
