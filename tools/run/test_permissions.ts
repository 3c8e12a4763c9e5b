/** Addresses of this machine, for servers that a test or an example starts itself. */
const LOOPBACK = "--allow-net=127.0.0.1,localhost,[::1],0.0.0.0";

/** What blocks in documents may do. */
export const DOCUMENT_PERMISSIONS: readonly string[] = [
  "--no-prompt",
  "--allow-read",
  "--allow-env",
  "--allow-sys",
  LOOPBACK,
];

/** What unit tests and examples in source files may do; they start no processes. */
export function unitTestPermissions(temporaryFolder: string): readonly string[] {
  return [...DOCUMENT_PERMISSIONS, `--allow-write=${temporaryFolder}`];
}

/**
 * What tests with real processes may do. They start programs that the environment names (a Collector,
 * npx, git) and reach a package registry through them, so no fixed list serves.
 */
export const PROCESS_TEST_PERMISSIONS: readonly string[] = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-net",
  "--allow-run",
];
