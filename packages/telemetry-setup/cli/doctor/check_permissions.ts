import type { Finding } from "./finding.ts";

/** Tells whether something is permitted, without asking the user. */
export type IsGranted = (descriptor: Deno.PermissionDescriptor) => boolean;

/** What {@linkcode checkPermissions} asks for. */
export interface PermissionNeeds {
  /** Names of all variables. */
  readonly variables: readonly string[];
  /** `host:port` of each receiver. */
  readonly receivers: readonly string[];
  /** Folders that the delivery worker and the parser of configuration files are read from. */
  readonly folders: readonly string[];
  /** Folder that keeps what cannot be sent, where one is configured. */
  readonly spoolFolder?: string | null;
}

/**
 * Checks what telemetry needs to be permitted, as it is in this process: run the doctor with the
 * application's own flags to see what the application lacks.
 */
export function checkPermissions(
  needs: PermissionNeeds,
  isGranted: IsGranted = (descriptor) => Deno.permissions.querySync(descriptor).state === "granted",
): readonly Finding[] {
  const { variables, receivers, spoolFolder } = needs;
  const spool = spoolFolder ? [spoolFolder] : [];
  const folders = [...needs.folders, ...spool].filter((path) => !isGranted({ name: "read", path }));
  const written = spool.filter((path) => !isGranted({ name: "write", path }));
  const flags = [
    ...(variables.every((variable) => isGranted({ name: "env", variable }))
      ? []
      : ["--allow-env=OTEL_*"]),
    ...receivers.filter((host) => !isGranted({ name: "net", host })).map((host) =>
      `--allow-net=${host}`
    ),
    ...(folders.length === 0 ? [] : [`--allow-read=${folders.join()}`]),
    ...(written.length === 0 ? [] : [`--allow-write=${written.join()}`]),
    ...(["hostname", "osRelease"] as const)
      .filter((kind) => !isGranted({ name: "sys", kind }))
      .map((kind) => `--allow-sys=${kind}`),
  ];
  if (flags.length === 0) {
    return [{ subject: "permissions", ok: true, message: "everything needed is permitted" }];
  }
  return flags.map((flag) => ({
    subject: "permissions",
    ok: false,
    message: `Cannot do everything: not permitted; add ${flag}`,
  }));
}
