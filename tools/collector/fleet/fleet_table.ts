import type { CollectorPorts } from "../read_collector_ports.ts";

/** Where a process of a scenario listens. */
export interface ProcessPorts extends CollectorPorts {
  /** What the Collector says of itself. */
  readonly metrics: number;
}

/** One Collector of a scenario that has several. */
export interface FleetProcess {
  readonly name: string;
  /** Its configuration, in `collector/`. */
  readonly config: string;
  /** Left out when this variable is set: then somebody else is in its place. */
  readonly unless?: string;
  /** Further variables of its configuration, such as where the others listen. */
  readonly env?: (portsOf: (name: string) => ProcessPorts) => Readonly<Record<string, string>>;
}

const GATEWAYS = ["gateway-1", "gateway-2", "gateway-3"] as const;

/**
 * The scenarios of several processes, each in the order in which they are started: whoever is sent to
 * comes before whoever sends. The last is the one that applications send to.
 */
export const FLEET_TABLE: ReadonlyMap<string, readonly FleetProcess[]> = new Map([
  ["gateway", [
    {
      name: "backend",
      config: "debug/otel-collector-config.yaml",
      unless: "BACKEND_ENDPOINT",
    },
    ...GATEWAYS.map((name): FleetProcess => ({
      name,
      config: "gateway/gateway.yaml",
      env: (portsOf) => ({ BACKEND_ENDPOINT: `127.0.0.1:${portsOf("backend").grpc}` }),
    })),
    {
      name: "agent",
      config: "gateway/agent.yaml",
      env: (portsOf) => ({
        GATEWAYS: JSON.stringify(GATEWAYS.map((name) => `127.0.0.1:${portsOf(name).grpc}`)),
      }),
    },
  ]],
  ["secure", [
    {
      name: "backend",
      config: "secure/backend.yaml",
      unless: "BACKEND_ENDPOINT",
    },
    {
      name: "collector",
      config: "secure/otel-collector-config.yaml",
      // The name in its certificate.
      env: (portsOf) => ({ BACKEND_ENDPOINT: `https://localhost:${portsOf("backend").http}` }),
    },
  ]],
]);
