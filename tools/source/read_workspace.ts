import { posix } from "node:path";

/** A member of the workspace. */
export interface WorkspaceMember {
  /** Folder, relative to the root, with `/`. */
  readonly folder: string;
  readonly name: string;
  /** Export name (`.`, `./register`) to file, relative to the root. */
  readonly exports: Readonly<Record<string, string>>;
  /** The member's own import map entries. */
  readonly imports: Readonly<Record<string, string>>;
}

/** What the root `deno.json` and its members' say. */
export interface Workspace {
  readonly members: readonly WorkspaceMember[];
  readonly tasks: readonly string[];
  readonly imports: Readonly<Record<string, string>>;
}

interface ConfigFile {
  readonly workspace?: readonly string[];
  readonly name?: string;
  readonly exports?: string | Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly tasks?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the `deno.json` of a workspace and of each of its members.
 *
 * @param read reads a file, its path relative to the root
 * @throws {SyntaxError} if one of them is not JSON
 */
export async function readWorkspace(read: (path: string) => Promise<string>): Promise<Workspace> {
  const config = await readConfig(read, "deno.json");
  const folders = (config.workspace ?? []).map((folder) => posix.normalize(folder));
  const members = await Promise.all(folders.map(async (folder) => {
    const { name = folder, exports = {}, imports = {} } = await readConfig(
      read,
      posix.join(folder, "deno.json"),
    );
    const entries = typeof exports === "string" ? { ".": exports } : exports;
    return {
      folder,
      name,
      imports,
      exports: Object.fromEntries(
        Object.entries(entries).map(([entry, file]) => [entry, posix.join(folder, file)]),
      ),
    };
  }));
  return { members, tasks: Object.keys(config.tasks ?? {}), imports: config.imports ?? {} };
}

async function readConfig(
  read: (path: string) => Promise<string>,
  path: string,
): Promise<ConfigFile> {
  try {
    return JSON.parse(await read(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`Cannot read ${path}: it is not JSON`, { cause: error });
  }
}
