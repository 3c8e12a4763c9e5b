import { join } from "node:path";
import { readEnv } from "../../config/read_env.ts";

/** A database server of a test's own, on a free port of the loopback interface. */
export interface Database extends AsyncDisposable {
  readonly port: number;
}

/** How a server program is started. */
export interface ServerProgram {
  /** File names of the programs that are needed, the server first. */
  readonly programs: readonly string[];
  /** Where they may be, beside the folders of PATH. */
  readonly folders?: readonly string[];
  /** The user that it runs as where the test is run by root; some refuse root. */
  readonly user?: string;
  /** Prepares the data folder: program and arguments. */
  prepare?(folder: string, path: (program: string) => string): readonly string[];
  /** Arguments of the server. */
  args(folder: string, port: number): readonly string[];
  /** What the user installs where it is missing. */
  readonly debianPackage: string;
}

const DEADLINE_MS = 60_000;

/** Why a server cannot be started here, in one line; `undefined` if it can. */
export function missingProgram(program: ServerProgram): string | undefined {
  const missing = program.programs.find((name) => findProgram(name, program) === undefined);
  return missing && `${missing} is missing: apt-get install ${program.debianPackage}`;
}

/**
 * Starts a server with an empty data folder of its own, both gone when it is disposed of.
 *
 * @throws {Error} If it does not take connections in a minute.
 */
export async function startServerProgram(program: ServerProgram): Promise<Database> {
  await using undo = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-db-" });
  undo.defer(() => Deno.remove(folder, { recursive: true }));
  const owner = await userIds(program.user);
  if (owner !== undefined) await Deno.chown(folder, owner.uid, owner.gid);
  const port = freePort();
  const path = (name: string) => findProgram(name, program) ?? name;
  const options = { ...owner, cwd: folder, stdin: "null", stdout: "null" } as const;

  const [prepare, ...prepareArgs] = program.prepare?.(folder, path) ?? [];
  if (prepare !== undefined) {
    const { success, stderr } = await new Deno.Command(prepare, {
      ...options,
      args: prepareArgs,
      stderr: "piped",
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).output();
    if (!success) throw new Error(`Cannot prepare ${prepare}: ${new TextDecoder().decode(stderr)}`);
  }
  const child = new Deno.Command(path(program.programs[0] ?? ""), {
    ...options,
    args: [...program.args(folder, port)],
    stderr: "null",
  }).spawn();
  undo.defer(async () => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    try {
      child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await child.status;
    clearTimeout(timer);
  });
  await waitForPort(port, child);
  const started = undo.move();
  return { port, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

function findProgram(name: string, { folders = [] }: ServerProgram): string | undefined {
  const all = [...(readEnv("PATH") ?? "").split(":"), "/usr/sbin", ...folders];
  return all.map((folder) => join(folder, name)).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Only root may start something as somebody else. */
async function userIds(
  user: string | undefined,
): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (user === undefined || Deno.uid() !== 0) return undefined;
  for (const line of (await Deno.readTextFile("/etc/passwd")).split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === user) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function waitForPort(port: number, child: Deno.ChildProcess): Promise<void> {
  let ended = false;
  child.status.then(() => ended = true);
  const deadline = performance.now() + DEADLINE_MS;
  while (true) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (ended) throw new Error("Cannot connect to the database: it has ended");
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
