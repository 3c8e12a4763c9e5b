/**
 * Writes `docs/configuration.md` from the table of variables; with `--check` only tells whether it
 * is up to date.
 *
 * @module
 */
import { join } from "node:path";
import { allowEnvFlag } from "../packages/telemetry-setup/config/allow_env_flag.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";
import { renderConfigurationDocs } from "./docs/render_configuration_docs.ts";

/** Where the page is. */
const CONFIGURATION_PAGE = "docs/configuration.md";

const COMMAND =
  `deno run --allow-read --allow-write --allow-run tools/generate_configuration_docs.ts`;

/** The page as it has to be, formatted. */
async function generate(): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  await using child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(renderConfigurationDocs(allowEnvFlag())));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`Cannot format ${CONFIGURATION_PAGE}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

/** Compares the page with what the table of variables makes of it. */
export function checkConfigurationDocs(written: string, generated: string): CheckResult {
  if (written === generated) return { problems: [] };
  const lines = written.split("\n");
  const line = generated.split("\n").findIndex((text, index) => text !== lines[index]);
  const at = line === -1 ? lines.length : line + 1;
  return { problems: [`${CONFIGURATION_PAGE}:${at}: out of date (run ${COMMAND})`] };
}

if (import.meta.main) {
  if (Deno.args.includes("--check")) {
    await runCheck(async (root) => {
      const written = await Deno.readTextFile(join(root, CONFIGURATION_PAGE)).catch(() => "");
      return checkConfigurationDocs(written, await generate());
    });
  } else {
    await Deno.writeTextFile(CONFIGURATION_PAGE, await generate());
  }
}
