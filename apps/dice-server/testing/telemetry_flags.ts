/** The flags that put telemetry in front of the unchanged server, in place of its own. */
export const TELEMETRY_FLAGS: readonly string[] = [
  `--preload=${new URL("../../../packages/telemetry-setup/register.ts", import.meta.url).pathname}`,
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-sys=hostname,osRelease",
];
