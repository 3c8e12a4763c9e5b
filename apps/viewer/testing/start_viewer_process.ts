/** A viewer in a process of its own, ended when disposed. */
export interface ViewerUnderTest extends AsyncDisposable {
  /** Scheme, host and port of pages and API. */
  readonly url: string;
  readonly token: string | undefined;
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  /** Sends the signal, or closes standard input; returns how it ended and all that it had written. */
  end(how: Deno.Signal | "stdin"): Promise<ViewerEnd>;
}

/** How a viewer ended. */
export interface ViewerEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the viewer may do. */
const FLAGS = ["--allow-net", "--allow-env", "--allow-read", "--allow-write", "--allow-sys"];
const MAIN = new URL("../main.ts", import.meta.url).href;
/** Any free ones. */
const PORTS = ["--port", "0", "--otlp-http-port", "0", "--otlp-grpc-port", "0"];

/**
 * Starts a viewer on free ports, in memory unless `args` name a database.
 *
 * @returns The viewer when it is ready; or how it ended, where it could not start.
 */
export async function startViewerProcess(
  args: readonly string[] = [],
): Promise<ViewerUnderTest | ViewerEnd> {
  const memory = args.includes("--db") ? [] : ["--in-memory"];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...FLAGS, MAIN, ...memory, ...PORTS, ...args],
    env: { OTEL_DENO_VIEWER_PORT: "", NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Response(child.stdout).text();
  const { promise: ready, resolve } = Promise.withResolvers<boolean>();
  let stderr = "";
  const read = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      stderr += text;
      if (/^OTLP: .*\n/m.test(stderr)) resolve(true);
    }
    resolve(false);
  })();
  const ended = (async (): Promise<ViewerEnd> => {
    const [{ code }] = await Promise.all([child.status, read]);
    return { code, stdout: await stdout, stderr };
  })();
  if (!await ready) {
    await child.stdin.close().catch(() => {});
    return await ended;
  }
  const [, url = "", token] = /^viewer is ready on (\S+?)\/(?:\?token=(\w+))?$/m.exec(stderr) ?? [];
  const [, otlpHttp = "", otlpGrpc = ""] = /^OTLP: (\S+) \(HTTP\), (\S+) \(gRPC\)/m.exec(stderr) ??
    [];
  let ending: Promise<ViewerEnd> | undefined;
  const end = (how: Deno.Signal | "stdin") =>
    ending ??= (async () => {
      if (how !== "stdin") child.kill(how);
      await child.stdin.close().catch(() => {});
      return await ended;
    })();
  return {
    url,
    token,
    otlpHttp,
    otlpGrpc,
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
