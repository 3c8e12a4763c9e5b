import type { AttributeValue } from "@opentelemetry/api";
import { isSimpleAttributeValue } from "@opentelemetry/core";
import type { ResourceDetector } from "@opentelemetry/resources";

/** What became of detectors. */
export interface SettledDetectors {
  /** What they found, each name once; the last detector wins. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** What was not found, a line each. */
  readonly failures: readonly string[];
}

/** Options of {@linkcode settleDetectors}. */
export interface SettleDetectorsOptions {
  /** How long all of them may take together, in milliseconds. @default 50 */
  readonly timeoutMillis?: number;
}

type Settled = { readonly value: unknown } | { readonly error: unknown };

/**
 * Runs resource detectors side by side, and waits for what they find; what is not there in time is
 * left out, for good. Never rejects.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/resource/sdk/#detecting-resource-information-from-the-environment}
 *
 * @example
 * ```ts
 * import { settleDetectors } from "./settle_detectors.ts";
 * import assert from "node:assert/strict";
 *
 * const never = new Promise<string>(() => {});
 * const { attributes, failures } = await settleDetectors([
 *   { detect: () => ({ attributes: { "team": Promise.resolve("blue"), "zone": never } }) },
 * ], { timeoutMillis: 1 });
 * assert.deepEqual([...attributes], [["team", "blue"]]);
 * assert.deepEqual(failures, ["Cannot detect zone: not known within 1 ms"]);
 * ```
 */
export async function settleDetectors(
  detectors: readonly ResourceDetector[],
  { timeoutMillis = 50 }: SettleDetectorsOptions = {},
): Promise<SettledDetectors> {
  const failures: string[] = [];
  const asked = detectors.flatMap((detector) => {
    try {
      return Object.entries(detector.detect()?.attributes ?? {});
    } catch (error) {
      failures.push(`Cannot run a resource detector: ${reasonOf(error)}`);
      return [];
    }
  });
  const settled: (Settled | undefined)[] = asked.map(() => undefined);
  const all = Promise.all(asked.map(async ([, value], index) => {
    try {
      settled[index] = { value: await value };
    } catch (error) {
      settled[index] = { error };
    }
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => timer = setTimeout(resolve, timeoutMillis));
  await Promise.race([all, late]);
  clearTimeout(timer);

  const attributes = new Map<string, AttributeValue>();
  for (const [index, [name]] of asked.entries()) {
    const one = settled[index];
    if (one === undefined) {
      failures.push(`Cannot detect ${name}: not known within ${timeoutMillis} ms`);
    } else if ("error" in one) {
      failures.push(`Cannot detect ${name}: ${reasonOf(one.error)}`);
    } else if (isSimpleAttributeValue(one.value)) {
      attributes.set(name, one.value);
    } else if (one.value !== undefined) {
      failures.push(`Cannot detect ${name}: its value is no attribute's`);
    }
  }
  return { attributes, failures };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "something that is no error was thrown";
}
