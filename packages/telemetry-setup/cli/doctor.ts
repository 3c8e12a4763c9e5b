/**
 * `opentelemetry-doctor [--json]`: one line for each thing that is right or wrong with the settings,
 * permissions and receivers. A test span, data point and log record are really sent. Ends with 1 if
 * something is wrong.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ENV_VARIABLES } from "../config/env_variables.ts";
import { readEnv } from "../config/read_env.ts";
import { checkPermissions } from "./doctor/check_permissions.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { needsOf } from "./launch/needs_of.ts";
import { writeText } from "./write_text.ts";

const USAGE = "Usage: opentelemetry-doctor [--json]\n\n" +
  "Checks settings, permissions and receivers; really sends a span, a data point, a log record.\n";

async function diagnose({ json }: { readonly json: boolean }): Promise<boolean> {
  const findings: Finding[] = [];
  const tell = (finding: Finding) => {
    findings.push(finding);
    const { ok, subject, message } = finding;
    if (!json) writeText(Deno.stdout, `${ok ? "ok   " : "wrong"}  ${subject}: ${message}\n`);
  };
  const needs = {
    variables: ENV_VARIABLES.map(({ name }) => name),
    receivers: needsOf(readEnv).net,
    folder: fileURLToPath(new URL("..", import.meta.url)),
  };
  for (const finding of checkPermissions(needs)) tell(finding);
  for await (const finding of examine(readEnv)) tell(finding);
  const ok = findings.every(({ ok }) => ok);
  if (json) writeText(Deno.stdout, `${JSON.stringify({ ok, findings }, null, 2)}\n`);
  return ok;
}

const [option, ...more] = Deno.args.filter((word) => word !== "--");
if (more.length > 0 || ![undefined, "--json", "--help", "-h"].includes(option)) {
  writeText(Deno.stderr, `opentelemetry-doctor: Cannot use ${[option, ...more].join(" ")}\n`);
  Deno.exit(2);
}
if (option === "--help" || option === "-h") writeText(Deno.stdout, USAGE);
else Deno.exit(await diagnose({ json: option === "--json" }) ? 0 : 1);
