import type { Saturator } from "../../harness/find_saturator.ts";
import { readThreadFigures } from "../../harness/read_thread_figures.ts";
import { openSession, type SessionOptions } from "../open_session.ts";
import { PATH } from "../path.ts";
import { BARE, type Variant } from "../variants.ts";
import { warmUp } from "../warm_up.ts";
import type { CpuProfile } from "./cpu_profile.ts";
import type { ProfileReport } from "./format_profile.ts";
import { type ProfileSummary, summarizeProfile } from "./summarize_profile.ts";

/** What {@linkcode measureProfile} needs. */
export interface ProfileOptions extends SessionOptions {
  readonly saturator: Saturator;
  readonly seconds: number;
}

const INTERVAL_MICROS = 200;

/**
 * Finds out where a variant's time goes: by threads, compared with no telemetry, and by functions of
 * the application's own thread.
 *
 * @throws {Error} If one of the processes fails.
 */
export async function measureProfile(
  variant: Variant,
  options: ProfileOptions,
): Promise<Pick<ProfileReport, "requests" | "summary" | "threads">> {
  const bare = await threadTimes(BARE, options);
  const observed = await threadTimes(variant, options);
  const threads = [...new Set([...observed.keys(), ...bare.keys()])].map((name) => ({
    name,
    bare: bare.get(name) ?? 0,
    observed: observed.get(name) ?? 0,
  })).filter((one) => one.bare + one.observed >= 0.005)
    .toSorted((a, b) => b.observed - a.observed);
  return { ...await profile(variant, options), threads };
}

/** Microseconds for each request. */
async function threadTimes(
  variant: Variant,
  { saturator, seconds, ...options }: ProfileOptions,
): Promise<ReadonlyMap<string, number>> {
  await using session = await openSession(variant, options);
  const { pid, port } = session;
  await warmUp({ port, saturator });
  const before = readThreadFigures(pid);
  const requests = await saturator.run({ port, path: PATH, seconds }) * seconds;
  const after = readThreadFigures(pid);
  return new Map([...after].map(([name, millis]) => [
    name,
    (millis - (before.get(name) ?? 0)) * 1000 / requests,
  ]));
}

async function profile(
  variant: Variant,
  { saturator, seconds, ...options }: ProfileOptions,
): Promise<{ readonly requests: number; readonly summary: ProfileSummary }> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-profile-" });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => Deno.remove(folder, { recursive: true }));
  const args = [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-interval=${INTERVAL_MICROS}`,
  ];
  const started = performance.now();
  const microsSince = () => (performance.now() - started) * 1000;
  await using session = await openSession(variant, { ...options, args });
  // The receiver was started first; the profile begins with the application.
  const offset = microsSince() - session.startMillis * 1000;
  const { port } = session;
  await warmUp({ port, saturator });
  const from = microsSince() - offset;
  const requests = await saturator.run({ port, path: PATH, seconds }) * seconds;
  const to = microsSince() - offset;
  await session.finish();
  const profiles = [...Deno.readDirSync(folder)].map(({ name }) =>
    JSON.parse(Deno.readTextFileSync(`${folder}/${name}`)) as CpuProfile
  );
  // Threads have profiles of their own; the application's is the one with the most samples.
  const [own] = profiles.toSorted((a, b) => b.samples.length - a.samples.length);
  if (own === undefined) throw new Error("Cannot read the profile: Deno has written none");
  return { requests, summary: summarizeProfile(own, { from, to }) };
}
