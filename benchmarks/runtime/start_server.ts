/** The server under measurement. */
export interface Server extends AsyncDisposable {
  /** What it has used of the processors so far, in microseconds. */
  cpuMicros(): Promise<number>;
  /** Sends requests, 16 at a time, until the time is over, and returns how many were answered. */
  load(milliseconds: number): Promise<number>;
}

const CONNECTIONS = 16;

/** Starts `app.ts` with telemetry in front of it; it is ended when this is disposed of. */
export async function startServer(
  { preload, env, cwd }: {
    /** The file that starts telemetry. */
    readonly preload: string;
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
  },
): Promise<Server> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--preload=${preload}`, "benchmarks/runtime/app.ts"],
    env: { ...env },
    cwd,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`;

  async function requestUntil(end: number): Promise<number> {
    let answered = 0;
    for (; performance.now() < end; answered++) await (await fetch(url)).text();
    return answered;
  }
  return {
    cpuMicros: async () => await (await fetch(`${url}/cpu`)).json(),
    async load(milliseconds) {
      const end = performance.now() + milliseconds;
      const answered = await Promise.all(
        Array.from({ length: CONNECTIONS }, () => requestUntil(end)),
      );
      return answered.reduce((sum, one) => sum + one, 0);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await Promise.all([child.status, reader.cancel()]);
    },
  };
}
