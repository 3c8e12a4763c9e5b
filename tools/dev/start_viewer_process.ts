import { join } from "node:path";
import { repositoryRoot } from "../collector/repository_root.ts";
import { VIEWER_V8_FLAGS } from "../viewer/viewer_v8_flags.ts";

/** What the viewer may do, and how little memory it is to take. */
export const VIEWER_FLAGS: readonly string[] = [
  VIEWER_V8_FLAGS,
  "--no-prompt",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-write",
  "--allow-sys",
];

/** How long a viewer may take to end, in milliseconds. */
const END_MILLIS = 10_000;

/** A viewer in a process of its own. */
export interface ViewerProcess {
  /** Where its pages are. */
  readonly url: string;
  /** Ends it, with all that it was sent stored. */
  end(): Promise<void>;
}

/** Options of {@linkcode startViewerProcess}. */
export interface ViewerProcessOptions {
  readonly args: readonly string[];
  /** Told each line that it writes. */
  readonly onLine: (line: string) => void;
}

/**
 * Starts a viewer that ends with this process, however that ends, and not at Ctrl-C: it has to
 * outlast who sends to it.
 *
 * @returns The viewer when it is ready, `undefined` if it cannot start; it has said why.
 */
export async function startViewerProcess(
  { args, onLine }: ViewerProcessOptions,
): Promise<ViewerProcess | undefined> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...VIEWER_FLAGS,
      join(repositoryRoot, "apps/viewer/main.ts"),
      "--end-with-stdin",
      ...args,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<string | undefined>();
  const tell = (line: string) => {
    const url = /^viewer is ready on (http\S+)$/.exec(line)?.[1];
    if (url !== undefined) resolve(url);
    onLine(line);
  };
  const outputs = Promise.all([eachLine(child.stdout, tell), eachLine(child.stderr, tell)]);
  const ended = Promise.all([child.status, outputs]).then(() => resolve(undefined));
  const url = await ready;
  if (url === undefined) return undefined;
  return {
    url,
    async end() {
      // Fails where it has ended by itself.
      await child.stdin.close().catch(() => {});
      const timer = setTimeout(() => child.kill("SIGKILL"), END_MILLIS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function eachLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onLine(line);
  }
  if (rest !== "") onLine(rest);
}
