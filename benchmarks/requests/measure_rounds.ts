import { type Measured, type MeasureOptions, measureVariant } from "./measure_variant.ts";
import type { Rounds } from "./summary/rounds.ts";
import type { Variant } from "./variants.ts";

/**
 * Measures variants side by side: each once a round. Each is first, and last, as often as the others.
 *
 * @param tell Called with a line about each measurement.
 * @throws {Error} If one of the processes fails.
 */
export async function measureRounds(
  variants: readonly Variant[],
  { rounds, tell, ...options }: MeasureOptions & {
    readonly rounds: number;
    readonly tell: (line: string) => void;
  },
): Promise<Rounds> {
  const measured = Object.fromEntries(variants.map(({ id }) => [id, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const variant = variants[(round + turn) % variants.length]!;
      const one = await measureVariant(variant, options);
      measured[variant.id]!.push(one);
      const { cpuMicros, requestsPerSecond } = one.saturation;
      tell(
        `round ${round + 1}, ${variant.id}: ${cpuMicros.toFixed(1)} us a request, ` +
          `${requestsPerSecond.toFixed(0)} requests/s`,
      );
    }
  }
  return measured;
}
