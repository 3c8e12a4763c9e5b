import { join } from "node:path";
import ts from "typescript";
import type { PackedCommand } from "./packed_package.ts";

/** Options of {@linkcode writeCommands}. */
export interface WriteCommandsOptions {
  /** Source of the launcher that they share. */
  readonly launcher: string;
  /** Absolute folder of the package that is packed. */
  readonly target: string;
}

/** Name of a command's bundle: the module's own. */
export function bundleName({ module }: PackedCommand): string {
  return module.slice(module.lastIndexOf("/") + 1).replace(/\.ts$/, "");
}

/** Writes, for each command, the file in `bin` that npm's launchers start with Node. */
export async function writeCommands(
  commands: readonly PackedCommand[],
  { launcher, target }: WriteCommandsOptions,
): Promise<void> {
  if (commands.length === 0) return;
  const folder = join(target, "bin");
  await Deno.mkdir(folder);
  const { outputText } = ts.transpileModule(launcher, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  await Deno.writeTextFile(join(folder, "launch.js"), outputText);
  for (const command of commands) {
    const { name, permissions } = command;
    const lines = [
      "#!/usr/bin/env node",
      'import { launch } from "./launch.js";',
      "",
      `await launch(${JSON.stringify(name)}, {`,
      `  module: new URL("../dist/entries/${bundleName(command)}.js", import.meta.url),`,
      `  permissions: ${JSON.stringify(permissions)},`,
      "});",
      "",
    ];
    await Deno.writeTextFile(join(folder, `${name}.js`), lines.join("\n"), { mode: 0o755 });
  }
}
