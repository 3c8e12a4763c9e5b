import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

/** Name of the instrumentation, and the end of the name of its scope. */
const NAMES = ["deno-kv", "deno-cron", "deno-queue", "deno-command"] as const;

function seen({ spans }: Observation): readonly string[] {
  return NAMES.filter((name) => spans.some(({ scope }) => scope.endsWith(`/${name}`)));
}

/** What switching instrumentations of what Deno has besides HTTP on and off does. */
export const DENO_API_EFFECTS: readonly EffectRow[] = NAMES.flatMap((value) => [
  ...["OTEL_DENO_DISABLED_INSTRUMENTATIONS", "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS"].map(
    (variable): EffectRow => ({
      variable,
      value,
      app: "use_deno_apis",
      // One of them is off until it is named.
      with: { OTEL_DENO_ENABLED_INSTRUMENTATIONS: "*,deno-command" },
      see: seen,
      expected: NAMES.filter((name) => name !== value),
    }),
  ),
  {
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value,
    app: "use_deno_apis",
    see: seen,
    expected: [value],
  },
]);
