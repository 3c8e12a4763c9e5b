/**
 * Starts the dice server in OTLP mode: `deno task dev:otlp`. Says beforehand whether a receiver
 * answers; if none does, the server's own telemetry warns, and goes on trying.
 *
 * @module
 */
import { readEnv } from "../packages/telemetry-setup/config/read_env.ts";
import { resolveConfig } from "../packages/telemetry-setup/config/resolve_config.ts";
import { describeDestination } from "../packages/telemetry-setup/transports/describe_destination.ts";
import { isListening } from "./is_listening.ts";

const SERVER_FLAGS = [
  "--preload=packages/telemetry-setup/register.ts",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-sys=hostname,osRelease",
];

/** Where the traces go, by the same settings as the server's. */
function tracesEndpoint(): string | undefined {
  const { config } = resolveConfig(readEnv);
  const exporter = config.tracer_provider?.processors[0]?.batch?.exporter;
  return (exporter?.otlp_http ?? exporter?.otlp_grpc)?.endpoint ?? undefined;
}

async function main(args: readonly string[]): Promise<number> {
  const endpoint = tracesEndpoint();
  if (endpoint !== undefined && await isListening(new URL(endpoint))) {
    console.error(`A receiver answers on ${describeDestination(endpoint)}`);
  }
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", ...SERVER_FLAGS, "apps/dice-server/main.ts", ...args],
  }).spawn();
  // Ctrl-C reaches the server by itself, SIGTERM does not; either way its end is waited for.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => {
      try {
        server.kill("SIGTERM");
      } catch {
        // It has ended already.
      }
    });
  }
  return (await server.status).code;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
