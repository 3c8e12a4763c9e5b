/**
 * `deno task bench:profile [--variant=ID] [--seconds=N] [--write]`: where the time of our telemetry
 * goes, or that of another variant, by thread and by function. `--write` keeps the run as
 * `benchmarks/requests/profile.md`. Takes half a minute.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import manifest from "../../../packages/telemetry-setup/deno.json" with { type: "json" };
import { describeMachine } from "../../harness/describe_machine.ts";
import { findSaturator } from "../../harness/find_saturator.ts";
import { VARIANTS } from "../variants.ts";
import { formatProfile } from "./format_profile.ts";
import { measureProfile } from "./measure_profile.ts";

const { values } = parseArgs({
  args: Deno.args.filter((word) => word !== "--"),
  options: {
    variant: { type: "string", default: "ours" },
    seconds: { type: "string", default: "5" },
    write: { type: "boolean" },
  },
});
const seconds = Number(values.seconds);
const variant = VARIANTS.find(({ id }) => id === values.variant);
if (variant === undefined || !Number.isInteger(seconds) || seconds < 1) {
  const ids = VARIANTS.map(({ id }) => id).join(", ");
  console.error(`Cannot measure: --variant is one of ${ids}, --seconds a whole number above 0`);
  Deno.exit(2);
}
const root = fileURLToPath(new URL("../../../", import.meta.url));
const facts = {
  ...describeMachine(),
  Deno: Deno.version.deno,
  "this distribution": manifest.version,
};
const page = formatProfile({
  date: new Date().toISOString().slice(0, 10),
  title: variant.title,
  facts,
  ...await measureProfile(variant, {
    root,
    // Not the bundle: there all functions are in one file.
    preload: `${root}/packages/telemetry-setup/register.ts`,
    saturator: await findSaturator(),
    seconds,
  }),
});
console.log(page);
if (values.write === true) {
  await Deno.writeTextFile(new URL("../profile.md", import.meta.url), page);
}
