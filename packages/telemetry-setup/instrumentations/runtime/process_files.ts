/** What the kernel tells of this process. */
export interface ProcessFiles {
  /** Committed virtual memory, in bytes. */
  readonly virtualMemory: () => number | undefined;
  /** File descriptors in use. */
  readonly fileDescriptors: () => number | undefined;
}

/** What is needed to read them: parts of `Deno`. */
export interface ProcessFileReader {
  readonly readTextFileSync: (path: string) => string;
  readonly readDirSync: (path: string) => Iterable<unknown>;
}

/**
 * Opens what Linux tells of this process in `/proc/self`. Deno lets nobody read there but programs
 * that may do everything (`--allow-all`): where that is refused there are no figures.
 *
 * @returns `undefined` where nothing can be read. Deno never asks the user.
 */
export function openProcessFiles(
  { os = Deno.build.os, mayRead = readIsGranted, reader = Deno }: {
    readonly os?: string;
    readonly mayRead?: () => boolean;
    readonly reader?: ProcessFileReader;
  } = {},
): ProcessFiles | undefined {
  if (os !== "linux" || !mayRead()) return undefined;
  function virtualMemory(): number | undefined {
    const kibibytes = /^VmSize:\s+(\d+) kB$/m.exec(reader.readTextFileSync("/proc/self/status"));
    return kibibytes === null ? undefined : Number(kibibytes[1]) * 1024;
  }
  function fileDescriptors(): number {
    let count = 0;
    for (const _descriptor of reader.readDirSync("/proc/self/fd")) count++;
    // The one that the folder itself was read by is closed again.
    return count - 1;
  }
  try {
    virtualMemory();
    fileDescriptors();
  } catch {
    return undefined;
  }
  return {
    virtualMemory: orUndefined(virtualMemory),
    fileDescriptors: orUndefined(fileDescriptors),
  };
}

function orUndefined<T>(read: () => T): () => T | undefined {
  return () => {
    try {
      return read();
    } catch {
      // Permissions can be taken back while the process runs.
      return undefined;
    }
  };
}

/** Whoever may not read at all is not even tried: that alone would make Deno ask. */
function readIsGranted(): boolean {
  return Deno.permissions.querySync({ name: "read", path: "/proc/self" }).state === "granted";
}
