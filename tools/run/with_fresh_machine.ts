import { join } from "node:path";
import { repositoryRoot } from "../collector/repository_root.ts";
import { runCommand } from "./run_command.ts";

/** How a machine reaches the npm registry; everything else of the environment stays outside. */
const PASSED_ON = [
  "PATH",
  "TMPDIR",
  "NPM_CONFIG_REGISTRY",
  "npm_config_registry",
  "NPM_CONFIG_CAFILE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
];

/** What somebody has who begins: a clone, and nothing in HOME. */
export interface FreshMachine {
  /** The clone. */
  readonly cwd: string;
  /** All of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Clones what is committed of this repository beside an empty HOME, DENO_DIR and npm cache, for a while. */
export async function withFreshMachine(
  use: (machine: FreshMachine) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const cwd = join(folder, "clone");
    const { code, stderr } = await runCommand(["git", "clone", "--quiet", repositoryRoot, cwd]);
    if (code !== 0) throw new Error(`Cannot clone the repository: ${stderr.trim()}`);
    await use({ cwd, env: await emptyMachine(join(folder, "home")) });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function emptyMachine(home: string): Promise<Readonly<Record<string, string>>> {
  await Deno.mkdir(home);
  const passedOn = PASSED_ON.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passedOn),
    HOME: home,
    DENO_DIR: join(home, "deno"),
    NO_COLOR: "1",
  };
}
