/**
 * `opentelemetry-explain [--json]`: prints every setting with its value, where it comes from and its
 * default. Secrets are masked.
 *
 * @module
 */
import { readEnv } from "../config/read_env.ts";
import { explainSettings } from "./settings/explain_settings.ts";
import { formatSettings } from "./settings/format_settings.ts";
import { writeText } from "./write_text.ts";

const USAGE = "Usage: opentelemetry-explain [--json]\n\n" +
  "Prints every setting: value, where it comes from, default. Secrets are masked.\n";

const [option, ...more] = Deno.args.filter((word) => word !== "--");
if (more.length > 0 || ![undefined, "--json", "--help", "-h"].includes(option)) {
  writeText(Deno.stderr, `opentelemetry-explain: Cannot use ${[option, ...more].join(" ")}\n`);
  Deno.exit(2);
}
if (option === "--help" || option === "-h") {
  writeText(Deno.stdout, USAGE);
} else {
  const settings = explainSettings(readEnv);
  writeText(
    Deno.stdout,
    option === "--json" ? `${JSON.stringify(settings, null, 2)}\n` : formatSettings(settings),
  );
}
