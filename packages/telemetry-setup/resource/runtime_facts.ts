/**
 * What the resource is made of. A function returns `undefined` where a fact cannot be had, most
 * often because it is not permitted; none asks the user for a permission.
 */
export interface ResourceFacts {
  /** URL of the module that the application was started with. */
  readonly mainModule: () => string | undefined;
  /** Reads a small text file; `undefined` also where there is none. */
  readonly readTextFile: (path: string) => string | undefined;
  /** Path of the running executable. */
  readonly executablePath: () => string | undefined;
  /** Name of the machine or container. */
  readonly hostName: () => string | undefined;
  /** Release of the operating system's kernel. */
  readonly osRelease: () => string | undefined;
  /** Number of this process. */
  readonly processId: () => number | undefined;
  /** Deno's names of processor and system, and whether the application was compiled. */
  readonly build: () => {
    readonly arch: string;
    readonly os: string;
    readonly standalone: boolean;
  };
  /** Versions of Deno and of its parts. */
  readonly versions: () => {
    readonly deno: string;
    readonly v8: string;
    readonly typescript: string;
  };
  /** A new UUID, version 4. */
  readonly randomUuid: () => string;
}

/**
 * The facts of this process.
 *
 * @example Usage
 * ```ts
 * import { RUNTIME_FACTS } from "./runtime_facts.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(RUNTIME_FACTS.processId(), Deno.pid);
 * ```
 */
export const RUNTIME_FACTS: ResourceFacts = {
  mainModule: () => Deno.mainModule,
  readTextFile: (path) => {
    // Deno gives what is in there only where everything is permitted; to be refused is dear.
    if (path.startsWith("/proc/") && !isEverythingGranted()) return undefined;
    if (!isGranted({ name: "read", path })) return undefined;
    try {
      return Deno.readTextFileSync(path);
    } catch {
      return undefined;
    }
  },
  executablePath: () => Deno.execPath(),
  hostName: () =>
    isGranted({ name: "sys", kind: "hostname" }) ? Deno.hostname() || undefined : undefined,
  osRelease: () => isGranted({ name: "sys", kind: "osRelease" }) ? Deno.osRelease() : undefined,
  processId: () => Deno.pid,
  build: () => Deno.build,
  versions: () => Deno.version,
  randomUuid: () => crypto.randomUUID(),
};

function isEverythingGranted(): boolean {
  const names = ["read", "write", "net", "env", "run", "sys", "ffi", "import"] as const;
  return names.every((name) => isGranted({ name }));
}

function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
