/**
 * `deno task publish:check`: whether the packages could be published, on JSR and on npm. Publishes
 * nothing and asks no registry.
 *
 * @module
 */
import { join } from "node:path";
import { checkPackage } from "./pack/check_package.ts";
import { findUnwantedFiles } from "./pack/find_unwanted_files.ts";
import { makeTarballs } from "./pack/make_tarballs.ts";
import { PACKED_PACKAGES } from "./pack/packed_packages.ts";
import { type CheckResult, runCheck } from "./run/run_check.ts";
import { runCommand } from "./run/run_command.ts";

async function checkPublish(root: string): Promise<CheckResult> {
  const problems: string[] = [];
  const notes: string[] = [];
  const deno = async (what: string, args: readonly string[], cwd: string) => {
    const env = { NO_COLOR: "1" };
    const { code, stdout, stderr } = await runCommand([Deno.execPath(), ...args], { cwd, env });
    if (code !== 0) problems.push(`${what}: ${stdout}${stderr}`.trim());
    else notes.push(`ok  ${what}`);
    return `${stdout}${stderr}`;
  };
  for (const { folder } of PACKED_PACKAGES) {
    // Uncommitted changes are no fault of the package.
    const args = ["publish", "--dry-run", "--allow-dirty"];
    const printed = await deno(`deno publish --dry-run, ${folder}`, args, join(root, folder));
    const { count, unwanted } = findUnwantedFiles(printed);
    if (count === 0) problems.push(`${folder}: deno publish lists no files`);
    for (const path of unwanted) problems.push(`${folder}: ${path} would be published`);
  }
  const permissions = ["--allow-read", "--allow-env", "--allow-run"];
  await deno("deno doc --lint", ["run", ...permissions, "tools/check_docs.ts"], root);
  const out = await Deno.makeTempDir({ prefix: "otel-deno-publish-" });
  try {
    await makeTarballs(PACKED_PACKAGES, {
      root,
      out,
      async inspect({ name, folder }, path) {
        const tarball = await Deno.readFile(path);
        const found = await checkPackage({ name, folder, tarball });
        problems.push(...found.problems);
        if (found.problems.length === 0) notes.push(`ok  publint and attw, ${name}`);
      },
    });
  } finally {
    await Deno.remove(out, { recursive: true });
  }
  return { problems, notes };
}

await runCheck(checkPublish);
