/**
 * `opentelemetry-doctor [--json] [PATH]`: one line for each thing that is right or wrong with the
 * settings, permissions and receivers, and with what the application PATH brings along. A test span,
 * data point and log record are really sent. Ends with 1 if something is wrong.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ENV_VARIABLES } from "../config/env_variables.ts";
import { loadConfig } from "../config/load_config.ts";
import { readEnv } from "../config/read_env.ts";
import { checkApp } from "./doctor/app/check_app.ts";
import { checkPermissions } from "./doctor/check_permissions.ts";
import { checkRegistration } from "./doctor/check_registration.ts";
import { checkSettings } from "./doctor/check_settings.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { needsOf } from "./launch/needs_of.ts";
import { describeMisuse } from "./options/describe_misuse.ts";
import { writeText } from "./write_text.ts";

const USAGE = `Usage: opentelemetry-doctor [--json] [PATH]

Checks settings, permissions and receivers; really sends a span, a data point, a log record. With
PATH, the main module of an application, also what that imports.
`;

async function diagnose(
  { json, app }: { readonly json: boolean; readonly app: string | undefined },
): Promise<boolean> {
  const findings: Finding[] = [];
  const tell = (finding: Finding) => {
    findings.push(finding);
    const { ok, subject, message } = finding;
    if (!json) writeText(Deno.stdout, `${ok ? "ok   " : "wrong"}  ${subject}: ${message}\n`);
  };
  const resolved = loadConfig(readEnv);
  const needs = {
    variables: ENV_VARIABLES.map(({ name }) => name),
    receivers: needsOf(readEnv).net,
    // A bundle has all in one; the sources read answers with the package of OTLP.
    folders: (import.meta.url.endsWith(".ts") ? ["..", "../../otlp/"] : [".."])
      .map((folder) => fileURLToPath(new URL(folder, import.meta.url))),
  };
  for (const finding of checkPermissions(needs)) tell(finding);
  for (const finding of checkSettings(resolved)) tell(finding);
  const registration = checkRegistration(readEnv);
  for (const finding of registration.findings) tell(finding);
  if (app !== undefined) { for (const finding of await checkApp(app)) tell(finding); }
  for await (const finding of examine(resolved, { ...registration, readEnv })) tell(finding);
  const ok = findings.every(({ ok }) => ok);
  if (json) writeText(Deno.stdout, `${JSON.stringify({ ok, findings }, null, 2)}\n`);
  return ok;
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: args.filter((word) => word !== "--"),
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false, short: "h" },
    },
  });
  const [app, ...more] = positionals;
  if (more.length > 0) throw new TypeError("one application at most");
  return { ...values, app };
}

let options: ReturnType<typeof readOptions>;
try {
  options = readOptions(Deno.args);
} catch {
  const message = describeMisuse(Deno.args, {
    known: ["--json", "--help", "-h"],
    otherwise: "Cannot check several applications: one PATH is expected",
  });
  writeText(Deno.stderr, `opentelemetry-doctor: ${message}\n`);
  Deno.exit(2);
}
if (options.help) writeText(Deno.stdout, USAGE);
else Deno.exit(await diagnose(options) ? 0 : 1);
