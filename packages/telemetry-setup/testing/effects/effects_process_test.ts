import assert from "node:assert/strict";
import { EFFECT_ROWS } from "./effect_rows.ts";
import type { EffectRow, EffectRun } from "./effect_row.ts";
import { envOfRow } from "./env_of_row.ts";
import type { Observation } from "./observation.ts";
import { observeEffect } from "./observe_effect.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** What is to be seen is there after this, or never. */
const VALUE_HOLD_MS = 20_000;
/** What is compared with it only has to get as far, and mostly nothing is to be seen. */
const AGAINST_HOLD_MS = 700;

const known = new Map<EffectRow["until"], Map<string, Promise<Observation>>>();

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) =>
      !/^(OTEL_|DENO_AUTH|NODE_OPTIONS)/.test(name)
    ),
  );
}

/**
 * Runs an application, or takes what is known from a run that was just like it: rows share what they
 * are compared with, and one row's value may be what another one is compared with.
 */
function observeOnce(
  env: Readonly<Record<string, string>>,
  row: EffectRun,
  holdAtMost: number,
): Promise<Observation> {
  const { app, start, denied, receivers, until } = row;
  const key = JSON.stringify([
    Object.entries(env).sort(),
    { app, start, denied, receivers, holdAtMost: until && holdAtMost },
  ]);
  const alike = known.get(until) ?? new Map<string, Promise<Observation>>();
  known.set(until, alike);
  let observed = alike.get(key);
  if (observed === undefined) {
    observed = observeEffect(env, row, { inherited: inherited(), holdAtMost });
    alike.set(key, observed);
  }
  return observed;
}

/** What a row is compared with. */
function observeBaseline({ denied, ...row }: EffectRow): Promise<Observation> {
  const value = denied === undefined ? row.against : row.value;
  return observeOnce(envOfRow(row, value), row, AGAINST_HOLD_MS);
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
    ...row.denied === undefined ? [] : [`and ${row.denied.join(" ")}`],
    ...around.length === 0 ? [] : [`with ${around.join(" ")}`],
  ];
  Deno.test(`${title.join(" ")}: its effect is seen`, { ignore }, async () => {
    const [observed, baseline] = await Promise.all([
      observeOnce(envOfRow(row, value), row, VALUE_HOLD_MS),
      observeBaseline(row),
    ]);
    const context = `standard error:\n${observed.stderr}`;
    assert.deepEqual(see(observed), expected, context);
    assert.notDeepEqual(see(baseline), expected, "without it the same is seen");
  });
}
