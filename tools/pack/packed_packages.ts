import type { PackedPackage } from "./packed_package.ts";

/** The packages that other people's projects install; each after those that it needs. */
export const PACKED_PACKAGES: readonly PackedPackage[] = [
  {
    folder: "packages/otlp",
    description: "OTLP bytes to plain records and back: protobuf and JSON",
    bundles: {},
    commands: [],
    optionalPeers: {},
  },
  {
    folder: "packages/otlp-receiver",
    description: "Servers for OTLP over HTTP and gRPC that hand records to a callback",
    bundles: {},
    commands: [],
    optionalPeers: {},
  },
  {
    folder: "packages/telemetry-setup",
    description: "The OpenTelemetry distribution for Deno",
    bundles: { "./register": "register.js", "./register-sync": "register_sync.cjs" },
    commands: [
      { name: "opentelemetry-instrument", module: "cli/instrument.ts", permissions: ["-A"] },
      { name: "opentelemetry-bootstrap", module: "cli/bootstrap.ts", permissions: ["-A"] },
      { name: "opentelemetry-doctor", module: "cli/doctor.ts", permissions: ["-A"] },
      {
        name: "opentelemetry-explain",
        module: "cli/explain.ts",
        permissions: ["--allow-env", "--allow-read"],
      },
    ],
    optionalPeers: { hono: "^4.8.0" },
  },
];
