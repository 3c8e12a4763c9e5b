import { join } from "node:path";

/** What tells where a user's data is kept. */
export interface DataFolderSource {
  readonly os: typeof Deno.build.os;
  readonly readEnv: (name: string) => string | undefined;
}

/**
 * The file of the viewer's database in the user's data directory.
 *
 * @throws {TypeError} If nothing tells where that is.
 * @see {@link https://specifications.freedesktop.org/basedir-spec/latest/ | XDG Base Directory}
 *
 * @example
 * ```ts
 * import { defaultDatabase } from "./default_database.ts";
 * import { equal } from "node:assert/strict";
 *
 * const readEnv = (name: string) => name === "HOME" ? "/home/alice" : undefined;
 * equal(
 *   defaultDatabase({ os: "linux", readEnv }),
 *   "/home/alice/.local/share/otel-deno/viewer.db",
 * );
 * ```
 */
export function defaultDatabase({ os, readEnv }: DataFolderSource): string {
  const folder = dataFolder({ os, readEnv });
  if (folder === undefined) {
    throw new TypeError(
      "Cannot find your data directory: name a file with --db, or use --in-memory",
    );
  }
  return join(folder, "otel-deno", "viewer.db");
}

function dataFolder({ os, readEnv }: DataFolderSource): string | undefined {
  if (os === "windows") return readEnv("LOCALAPPDATA") || undefined;
  const home = readEnv("HOME");
  if (os === "darwin") return home ? join(home, "Library", "Application Support") : undefined;
  const data = readEnv("XDG_DATA_HOME");
  // A relative one is to be ignored.
  if (data?.startsWith("/")) return data;
  return home ? join(home, ".local", "share") : undefined;
}
