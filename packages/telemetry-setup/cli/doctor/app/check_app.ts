import { dirname, resolve } from "node:path";
import { checkAppPackages } from "./check_app_packages.ts";
import type { Finding } from "../finding.ts";
import { parseAppPackages } from "./parse_app_packages.ts";
import { registeredApiVersion } from "./registered_api_version.ts";

/**
 * Looks at what an application imports, without running it.
 *
 * @param path Its main module.
 */
export async function checkApp(path: string): Promise<readonly Finding[]> {
  const wrong = (reason: string): readonly Finding[] => [
    { subject: "application", ok: false, message: `Cannot look into ${path}: ${reason}` },
  ];
  const deno = Deno.execPath();
  if (Deno.permissions.querySync({ name: "run", command: deno }).state !== "granted") {
    return wrong("not permitted; add --allow-run=deno");
  }
  const main = resolve(path);
  try {
    const { stdout, stderr, success } = await new Deno.Command(deno, {
      args: ["info", "--json", "--no-lock", main],
      cwd: dirname(main),
      // Nothing that is meant for the application may reach this.
      env: { NODE_OPTIONS: "", OTEL_DENO: "", NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder();
    if (!success) return wrong(text.decode(stderr).trim().split("\n")[0] ?? "");
    return checkAppPackages(parseAppPackages(text.decode(stdout)), registeredApiVersion());
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
