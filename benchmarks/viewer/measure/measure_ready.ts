import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { startMeasuredViewer } from "./start_measured_viewer.ts";

const WARM_STARTS = 11;
const COLD_STARTS = 3;

/** From the start of the process until OTLP is taken: medians, with Deno's caches filled and empty. */
export async function measureReady(folder: string): Promise<readonly Figure[]> {
  const start = async (number: string, env: Readonly<Record<string, string>> = {}) => {
    const db = join(folder, `ready-${number}.db`);
    await using viewer = await startMeasuredViewer({ db, env });
    return viewer.readyMillis;
  };
  await start("first");
  const warm: number[] = [];
  for (let index = 0; index < WARM_STARTS; index++) warm.push(await start(`warm-${index}`));
  const cold: number[] = [];
  for (let index = 0; index < COLD_STARTS; index++) {
    const DENO_DIR = join(folder, `deno-${index}`);
    await Deno.mkdir(DENO_DIR);
    // Packages are there: how long a registry takes says nothing of the viewer.
    await Deno.symlink(join(await denoDir(), "npm"), join(DENO_DIR, "npm"));
    cold.push(await start(`cold-${index}`, { DENO_DIR }));
  }
  return [
    { name: "ready for OTLP, warm", value: median(warm), unit: "ms", atMost: 250 },
    { name: "ready for OTLP, nothing compiled yet", value: median(cold), unit: "ms" },
  ];
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
