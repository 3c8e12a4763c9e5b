import type { ConfigFileParser } from "./parse_config_file.ts";

/**
 * Loads the parser of configuration files at once: without `await`, which the entry for `--require`
 * does not have, and only now, because it takes 50 ms.
 *
 * @throws {Error} If this package's folder may not be read; the message names the flag to add.
 */
export function requireConfigFileParser(): ConfigFileParser {
  // Not imported: to load them takes every start of `instrument` 10 ms, and few have a file.
  const { createRequire } = globalThis.process.getBuiltinModule("node:module");
  const { fileURLToPath } = globalThis.process.getBuiltinModule("node:url");
  // The sources import others of this package; a bundle is beside the parser's, with all it needs.
  const isSource = new URL(".", import.meta.url).pathname.endsWith("/config/file/");
  const folder = fileURLToPath(new URL(isSource ? "../.." : ".", import.meta.url));
  if (Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") {
    throw new Error(`its parser may not be loaded; add --allow-read=${folder}`);
  }
  return createRequire(import.meta.url)("./parse_config_file.ts").parseConfigFile;
}
