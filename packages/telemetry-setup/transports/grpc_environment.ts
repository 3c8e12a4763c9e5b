import type { ReadEnv } from "../config/read_env.ts";

/** What grpc-js 1.14.7 reads of the environment: all but the proxies as soon as it is loaded. */
const GRPC_VARIABLES: readonly string[] = [
  "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
  "GRPC_EXPERIMENTAL_ENABLE_OUTLIER_DETECTION",
  "GRPC_NODE_DEBUG_SEND_ERROR_DETAILS",
  "GRPC_NODE_TRACE",
  "GRPC_NODE_USE_ALTERNATIVE_RESOLVER",
  "GRPC_NODE_VERBOSITY",
  "GRPC_SSL_CIPHER_SUITES",
  "GRPC_TRACE",
  "GRPC_VERBOSITY",
  "grpc_proxy",
  "http_proxy",
  "https_proxy",
  "no_grpc_proxy",
  "no_proxy",
];

/** The part of the environment that is grpc-js's, as far as it may be read. */
export function readGrpcEnvironment(readEnv: ReadEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(GRPC_VARIABLES.flatMap((name) => {
    const value = readEnv(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** The variables for which Deno would ask the user, or throw, if grpc-js were loaded here. */
export function ungrantedGrpcVariables(): readonly string[] {
  return GRPC_VARIABLES.filter((variable) =>
    Deno.permissions.querySync({ name: "env", variable }).state === "prompt"
  );
}
