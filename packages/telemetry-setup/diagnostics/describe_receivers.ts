/** Options of {@linkcode describeReceivers}. */
export interface DescribeReceiversOptions {
  /** URL of the application's main module, where it is known. @default unknown */
  readonly mainModule?: string | undefined;
  /** URL of a module of this package. @default this one's */
  readonly ownModule?: string;
}

/**
 * Says where to get a receiver. The task that starts one is known in a checkout of this project
 * only, so nobody else is told of it.
 *
 * @example Usage
 * ```ts
 * import { describeReceivers } from "./describe_receivers.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeReceivers({ mainModule: "file:///srv/app.ts" }),
 *   "Without a receiver yet? See https://opentelemetry.io/docs/collector/",
 * );
 * ```
 */
export function describeReceivers(options: DescribeReceiversOptions = {}): string {
  const { mainModule, ownModule = import.meta.url } = options;
  const [, checkout] = /^(file:.*\/)packages\/telemetry-setup\//.exec(ownModule) ?? [];
  const isHere = checkout !== undefined && mainModule?.startsWith(checkout) === true;
  return isHere
    ? "Without a receiver yet? `deno task collector` starts one here, " +
      "others: https://opentelemetry.io/docs/collector/"
    : "Without a receiver yet? See https://opentelemetry.io/docs/collector/";
}
