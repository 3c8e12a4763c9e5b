import { ENV_VARIABLES } from "./env_variables.ts";

/** Options of {@linkcode allowEnvFlag}. */
export interface AllowEnvFlagOptions {
  /**
   * Names that others read: gRPC's client, the parser of configuration files, the app.
   *
   * @default none
   */
  readonly more?: readonly string[];
}

/**
 * The flag that permits reading exactly the variables of the table, and no other one. Shorter, and
 * the same for us, is `--allow-env="OTEL_*"`.
 *
 * @example Usage
 * ```ts
 * import { allowEnvFlag } from "./allow_env_flag.ts";
 * import assert from "node:assert/strict";
 *
 * const flag = allowEnvFlag({ more: ["APPLICATION_PORT"] });
 * assert.match(flag, /^--allow-env=OTEL_SDK_DISABLED,/);
 * assert.match(flag, /,APPLICATION_PORT$/);
 * ```
 */
export function allowEnvFlag(options: AllowEnvFlagOptions = {}): string {
  const { more = [] } = options;
  const names = new Set([...ENV_VARIABLES.map(({ name }) => name), ...more]);
  return `--allow-env=${[...names].join(",")}`;
}
