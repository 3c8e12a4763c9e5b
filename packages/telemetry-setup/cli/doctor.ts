/**
 * `opentelemetry-doctor [--json] [PATH]`: one line for each thing that is right or wrong with the
 * settings, permissions and receivers, with what waits on disk, and with what the application PATH
 * brings along. A test span, data point and log record are really sent. Ends with 1 if something is
 * wrong.
 *
 * `opentelemetry-doctor --replay` sends what waits on disk, `--purge` deletes it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ENV_VARIABLES } from "../config/env_variables.ts";
import { loadConfig } from "../config/load_config.ts";
import type { OtelDenoModel } from "../config/otel_deno_model.ts";
import { readEnv } from "../config/read_env.ts";
import { purgeSpool } from "../transports/spool/purge_spool.ts";
import { checkApp } from "./doctor/app/check_app.ts";
import { checkPermissions } from "./doctor/check_permissions.ts";
import { checkRegistration } from "./doctor/check_registration.ts";
import { checkSettings } from "./doctor/check_settings.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { checkSpool } from "./doctor/spool/check_spool.ts";
import { describePurge } from "./doctor/spool/describe_purge.ts";
import { findSpoolFolder } from "./doctor/spool/find_spool_folder.ts";
import { replay } from "./doctor/replay/replay.ts";
import { needsOf } from "./launch/needs_of.ts";
import { describeMisuse } from "./options/describe_misuse.ts";
import { writeText } from "./write_text.ts";

const NO_SPOOL: Finding = {
  subject: "spool",
  ok: true,
  message: "what cannot be sent is kept in memory only",
};

const USAGE = `Usage: opentelemetry-doctor [--json] [PATH]
       opentelemetry-doctor [--json] --replay | --purge

Checks settings, permissions and receivers, and shows what waits on disk; really sends a span, a data
point, a log record. With PATH, the main module of an application, also what that imports.

  --replay  Send what waits on disk, what receivers refused included, to where telemetry goes now
  --purge   Delete what waits on disk
  --json    Print one JSON object instead of lines
`;

type Tell = (finding: Finding) => void;

/** Prints each finding as it comes, or all of them as JSON at the end; returns whether all is well. */
async function print(json: boolean, find: (tell: Tell) => Promise<void>): Promise<boolean> {
  const findings: Finding[] = [];
  await find((finding) => {
    findings.push(finding);
    const { ok, subject, message } = finding;
    if (!json) writeText(Deno.stdout, `${ok ? "ok   " : "wrong"}  ${subject}: ${message}\n`);
  });
  const ok = findings.every(({ ok }) => ok);
  if (json) writeText(Deno.stdout, `${JSON.stringify({ ok, findings }, null, 2)}\n`);
  return ok;
}

async function treatSpool(treatment: "replay" | "purge", tell: Tell): Promise<void> {
  const { config } = loadConfig(readEnv);
  const folder = findSpoolFolder(config, readEnv, Deno.build);
  if (folder === undefined) return tell(NO_SPOOL);
  const denied = (["read", "write"] as const)
    .filter((name) => Deno.permissions.querySync({ name, path: folder }).state !== "granted");
  if (denied.length > 0) {
    const flags = denied.map((name) => `--allow-${name}=${folder}`).join(" ");
    const message = `Cannot ${treatment} ${folder}: not permitted; add ${flags}`;
    return tell({ subject: "spool", ok: false, message });
  }
  const onProgress = (itemCount: number) =>
    writeText(Deno.stderr, `otel-deno: info: ${itemCount} items delivered so far\n`);
  const findings = treatment === "purge"
    ? describePurge(purgeSpool(folder), folder)
    : await replay(folder, { config, onProgress });
  for (const finding of findings) tell(finding);
}

async function diagnose(app: string | undefined, tell: Tell): Promise<void> {
  const resolved = loadConfig(readEnv);
  const own = resolved.config.distribution?.otel_deno as Partial<OtelDenoModel> | undefined;
  const needs = {
    variables: ENV_VARIABLES.map(({ name }) => name),
    receivers: needsOf(readEnv).net,
    // A bundle has all in one; the sources read answers with the package of OTLP.
    folders: (import.meta.url.endsWith(".ts") ? ["..", "../../otlp/"] : [".."])
      .map((folder) => fileURLToPath(new URL(folder, import.meta.url))),
    spoolFolder: own?.spool_dir ?? null,
  };
  for (const finding of checkPermissions(needs)) tell(finding);
  for (const finding of checkSettings(resolved)) tell(finding);
  const registration = checkRegistration(readEnv);
  for (const finding of registration.findings) tell(finding);
  if (app !== undefined) { for (const finding of await checkApp(app)) tell(finding); }
  for await (const finding of examine(resolved, { ...registration, readEnv })) tell(finding);
  const folder = findSpoolFolder(resolved.config, readEnv, Deno.build);
  for (const finding of folder === undefined ? [NO_SPOOL] : checkSpool(folder)) tell(finding);
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: args.filter((word) => word !== "--"),
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      replay: { type: "boolean", default: false },
      purge: { type: "boolean", default: false },
      help: { type: "boolean", default: false, short: "h" },
    },
  });
  const [app, ...more] = positionals;
  if (more.length > 0) throw new TypeError("one application at most");
  if (values.replay && values.purge || (values.replay || values.purge) && app !== undefined) {
    throw new TypeError("one thing at a time");
  }
  return { ...values, app };
}

let options: ReturnType<typeof readOptions>;
try {
  options = readOptions(Deno.args);
} catch {
  const message = describeMisuse(Deno.args, {
    known: ["--json", "--replay", "--purge", "--help", "-h"],
    otherwise: "Cannot do several things at once: one PATH, --replay or --purge is expected",
  });
  writeText(Deno.stderr, `opentelemetry-doctor: ${message}\n`);
  Deno.exit(2);
}
if (options.help) writeText(Deno.stdout, USAGE);
else {
  const { json, app, replay, purge } = options;
  const ok = await print(
    json,
    (tell) => replay || purge ? treatSpool(replay ? "replay" : "purge", tell) : diagnose(app, tell),
  );
  Deno.exit(ok ? 0 : 1);
}
