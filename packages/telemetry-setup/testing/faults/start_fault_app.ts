import { COUNT_ENV } from "./count_env.ts";

/** What an application of a fault records. */
export interface Recording {
  /** Where it writes down each id before it records something with it. */
  readonly ledger: string;
  /** Its number, which is in each id. */
  readonly process: number;
  /** For how long it records. */
  readonly seconds: number;
  /** @default 0 */
  readonly spansPerSecond?: number;
  /** @default 0 */
  readonly logsPerSecond?: number;
  /** How many are recorded at once, and written down together. @default 1 */
  readonly together?: number;
  /** Length of a text that each record has as an attribute. @default 0: it has none */
  readonly textLength?: number;
  /** What tells what is due to be kept when it is killed. @default nothing */
  readonly witness?: Witness;
  /** Whether it serves requests over HTTP. @default false */
  readonly serves?: boolean;
  /** Whether what it counts is sent, too. @default false */
  readonly counts?: boolean;
}

/**
 * A thread of the application that writes down what was recorded a while ago, once that is promised: see
 * `beginWitness`.
 */
export interface Witness {
  /** Where it writes. */
  readonly ledger: string;
  /** How long that is on an idle machine, in milliseconds; at least 100. */
  readonly afterMillis: number;
}

/** How an application is started. */
export interface FaultAppOptions {
  /** Where its telemetry goes. */
  readonly endpoint: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Deno's options besides the permissions. */
  readonly flags?: readonly string[];
  /** What puts telemetry in front of it. @default "preload" */
  readonly start?: "preload" | "instrument";
  /** How long a file may get that it writes. @default as the system has it */
  readonly fileLimitBytes?: number;
}

/** An application with telemetry in front of it. */
export interface FaultApp {
  readonly pid: number;
  /** All that it has printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Settles when such a line is printed, or the application is over without it. */
  whenPrinted(start: string): Promise<void>;
  /** Its delivery thread runs: from now on, the witness says what is due. */
  beginWitness(): Promise<void>;
  /** Lets it end by itself, and waits; its exit code. */
  end(): Promise<number>;
  /** Ends it as `kill -9` does, and waits. */
  kill(): Promise<void>;
  /** Its exit code, once it is over. */
  readonly ended: Promise<number>;
}

const REGISTER = new URL("../../register.ts", import.meta.url).pathname;
const INSTRUMENT = new URL("../../cli/instrument.ts", import.meta.url).pathname;
/** One that is still there then has hung. */
const LIMIT_MS = 15 * 60_000;

/** Starts an application that records, in a process of its own. */
export function startFaultApp(recording: Recording, options: FaultAppOptions): FaultApp {
  const { endpoint, env = {}, flags = [], start = "preload", fileLimitBytes } = options;
  const path = new URL("./testdata/record_at_rate.ts", import.meta.url).pathname;
  const deno = ["run", "--allow-all", "--no-check", "--quiet", ...flags];
  const program = [path, JSON.stringify(recording)];
  const command = start === "preload"
    ? [Deno.execPath(), ...deno, `--preload=${REGISTER}`, ...program]
    : [
      ...[Deno.execPath(), "run", "--allow-all", "--no-check", "--quiet", INSTRUMENT],
      ...[Deno.execPath(), ...deno, ...program],
    ];
  const [executable = "", ...args] = fileLimitBytes === undefined
    ? command
    // Ignored, the signal becomes an error of the call that writes.
    : ["sh", "-c", `trap '' XFSZ; ulimit -f ${fileLimitBytes / 512}; exec "$@"`, "sh", ...command];
  const child = new Deno.Command(executable, {
    args,
    env: {
      NO_COLOR: "1",
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      ...recording.counts === true ? COUNT_ENV : { OTEL_METRICS_EXPORTER: "none" },
      OTEL_DENO_DISABLED_INSTRUMENTATIONS: "*",
      OTEL_BSP_SCHEDULE_DELAY: "300",
      OTEL_BLRP_SCHEDULE_DELAY: "300",
      OTEL_DENO_SPOOL_DIR: "none",
      ...env,
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).spawn();
  const printed = { stdout: "", stderr: "" };
  const lines = new EventTarget();
  const reading = (["stdout", "stderr"] as const).map(async (stream) => {
    for await (const text of child[stream].pipeThrough(new TextDecoderStream())) {
      printed[stream] += text;
      lines.dispatchEvent(new Event("printed"));
    }
  });
  const ended = Promise.all([child.status, ...reading]).then(([{ code }]) => code);
  return {
    pid: child.pid,
    get stdout() {
      return printed.stdout;
    },
    get stderr() {
      return printed.stderr;
    },
    ended,
    async whenPrinted(start) {
      const isThere = () => `\n${printed.stdout}`.includes(`\n${start}`);
      await new Promise<void>((resolve) => {
        const look = () => isThere() && resolve();
        lines.addEventListener("printed", look);
        ended.then(() => resolve());
        look();
      });
    },
    async beginWitness() {
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode("begin")).catch(() => {});
      writer.releaseLock();
    },
    async end() {
      // It may be over already.
      await child.stdin.close().catch(() => {});
      return await ended;
    },
    async kill() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It is over already.
      }
      await child.stdin.close().catch(() => {});
      await ended;
    },
  };
}
