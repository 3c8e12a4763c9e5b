import assert from "node:assert/strict";
import { EFFECT_ROWS } from "./effect_rows.ts";
import type { EffectRow } from "./effect_row.ts";
import { envOfRow } from "./env_of_row.ts";
import type { Observation } from "./observation.ts";
import { observeEffect } from "./observe_effect.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** What is to be seen is there after this, or never. */
const VALUE_HOLD_MS = 20_000;
/** What is compared with it only has to get as far, and mostly nothing is to be seen. */
const AGAINST_HOLD_MS = 700;

const baselines = new Map<string, Promise<Observation>>();

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) =>
      !/^(OTEL_|DENO_AUTH|NODE_OPTIONS)/.test(name)
    ),
  );
}

/** Rows may share what they are compared with: it runs once. */
function observeBaseline(row: EffectRow): Promise<Observation> {
  const env = envOfRow(row, row.against);
  const { app, start, receivers, until } = row;
  const key = JSON.stringify([env, app, start, receivers, until?.toString()]);
  const known = baselines.get(key);
  if (known !== undefined) return known;
  const options = { inherited: inherited(), holdAtMost: AGAINST_HOLD_MS };
  const observed = observeEffect(env, row, options);
  baselines.set(key, observed);
  return observed;
}

for (const row of EFFECT_ROWS) {
  const { variable, value, against, protocol, see, expected } = row;
  const around = Object.entries(row.with ?? {})
    .filter(([, value]) => value !== "none" && !value.includes("{"))
    .map(([name, value]) => `${name}=${value}`);
  const title = [
    `${variable}=${value}`,
    ...against === undefined ? [] : [`and not ${against}`],
    ...protocol === undefined ? [] : [`over ${protocol}`],
    ...around.length === 0 ? [] : [`with ${around.join(" ")}`],
  ];
  Deno.test(`${title.join(" ")}: its effect is seen`, { ignore }, async () => {
    const [observed, baseline] = await Promise.all([
      observeEffect(envOfRow(row, value), row, {
        inherited: inherited(),
        holdAtMost: VALUE_HOLD_MS,
      }),
      observeBaseline(row),
    ]);
    const context = `standard error:\n${observed.stderr}`;
    assert.deepEqual(see(observed), expected, context);
    assert.notDeepEqual(see(baseline), expected, "without it the same is seen");
  });
}
