import type { EffectRun } from "./effect_row.ts";
import type { Observation } from "./observation.ts";
import { readArrivals } from "./read_arrivals.ts";
import { type EffectReceivers, startEffectReceivers } from "./start_effect_receivers.ts";

/** How a row is run. */
export interface ObserveEffectOptions {
  /** What the application inherits, such as HOME. */
  readonly inherited: Readonly<Record<string, string>>;
  /** Milliseconds for which the application is held where nothing else lets it go. */
  readonly holdAtMost: number;
}

const REGISTER = new URL("../../register.ts", import.meta.url).pathname;
const INSTRUMENT = new URL("../../cli/instrument.ts", import.meta.url).pathname;
const LIMIT_MS = 60_000;
const POLL_MS = 20;
/** Loopback addresses at which `{port}` is asked for. */
const SCRAPED_HOSTS = ["127.0.0.1", "127.0.0.2"] as const;

/** Runs an application with telemetry in front of it, and tells what can be seen from outside. */
export async function observeEffect(
  env: Readonly<Record<string, string>>,
  run: EffectRun,
  { inherited, holdAtMost }: ObserveEffectOptions,
): Promise<Observation> {
  const { receivers: behaviour, until } = run;
  await using receivers = await startEffectReceivers(Object.values(env).join(" "), behaviour);
  const child = new Deno.Command(Deno.execPath(), {
    args: argsOf(run).map(receivers.fill),
    clearEnv: true,
    env: {
      ...inherited,
      NO_COLOR: "1",
      // Nothing is to be left in the folder of whoever runs the tests.
      OTEL_DENO_DEFAULT_SPOOL_DIR: "none",
      ...Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, receivers.fill(value)]),
      ),
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).spawn();
  const printed = { stdout: "", stderr: "" };
  const read = (["stdout", "stderr"] as const).map(async (stream) => {
    for await (const text of child[stream].pipeThrough(new TextDecoderStream())) {
      if (stream === "stdout") printedAt ??= performance.now();
      printed[stream] += text;
    }
  });
  let printedAt: number | undefined;
  let endedAt = 0;
  let early: Map<string, number> | undefined;
  const scraped = new Set<string>();
  let exitCode: number | undefined;
  const ended = child.status.then(({ code }) => {
    exitCode = code;
    endedAt = performance.now();
  });

  const look = (): Observation => ({
    exitCode,
    endMillis: exitCode === undefined ? 0 : endedAt - (printedAt ?? endedAt),
    ...splitOutput(printed.stdout),
    stderr: printed.stderr,
    scraped: [...scraped],
    ...readArrivals(receivers.arrivals(), early),
  });
  if (until !== undefined) {
    const end = performance.now() + holdAtMost;
    while (exitCode === undefined && performance.now() < end && !until(look())) {
      for (const host of await scrape(receivers)) scraped.add(host);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, POLL_MS))]);
    }
    early = new Map();
    for (const { at } of receivers.arrivals()) early.set(at, (early.get(at) ?? 0) + 1);
    // Otherwise the end of the application would wait for an answer that never comes.
    if (behaviour === "silence") await receivers.close();
  }
  // Where the application is gone, so is its end of the pipe.
  await child.stdin.close().catch(() => {});
  await Promise.all([ended, ...read]);
  return look();
}

function argsOf(run: EffectRun): string[] {
  const { app = "record_everything", start = "preload", denied = [] } = run;
  const unstable = app === "use_deno_apis" ? ["--unstable-kv", "--unstable-cron"] : [];
  const deno = ["run", "-A", "--quiet", ...unstable, ...denied];
  const path = new URL(`./testdata/${app}.ts`, import.meta.url).pathname;
  return start === "preload"
    ? [...deno, `--preload=${REGISTER}`, path]
    : [...deno, INSTRUMENT, Deno.execPath(), ...deno, path];
}

/** The application's own line, and what is around it. */
function splitOutput(text: string): Pick<Observation, "stdout" | "extracted" | "injected"> {
  const report = /^REPORT (.*)\n/m.exec(text);
  const { extracted, injected } = JSON.parse(report?.[1] ?? "{}");
  return { stdout: report === null ? text : text.replace(report[0], ""), extracted, injected };
}

async function scrape({ port }: EffectReceivers): Promise<readonly string[]> {
  if (port === 0) return [];
  const found = SCRAPED_HOSTS.map(async (host) => {
    try {
      const page = await (await fetch(`http://${host}:${port}/metrics`)).text();
      return page.includes("rolls") ? [host] : [];
    } catch {
      // Nobody listens there, or not yet.
      return [];
    }
  });
  return (await Promise.all(found)).flat();
}
