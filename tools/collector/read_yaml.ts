/** Where {@linkcode readYaml} takes the text from. */
export interface ReadYamlOptions {
  /** @default Deno.readTextFile */
  readonly readTextFile?: (path: string) => Promise<string>;
}

/**
 * Reads a YAML file of one document, with merge keys, and replaces `${env:NAME:-default}` and compose's
 * `${NAME:-default}` by the defaults.
 *
 * @throws {Deno.errors.NotFound} There is no such file
 * @throws {Error} It is not YAML, or has a key twice
 */
export async function readYaml(
  path: string,
  options: ReadYamlOptions = {},
  // deno-lint-ignore no-explicit-any -- a YAML document; who reads it says what is expected of it
): Promise<any> {
  const { readTextFile = Deno.readTextFile } = options;
  // It looks at the environment when it is loaded.
  const { parse } = await import("yaml");
  const text = await readTextFile(path);
  return parse(text.replaceAll(/\$\{(?:env:)?\w+:-([^}]*)\}/g, "$1"), {
    strict: true,
    uniqueKeys: true,
    merge: true,
  });
}
