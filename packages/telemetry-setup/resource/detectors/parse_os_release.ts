/** Names of an operating system, for people. */
export interface OsRelease {
  /** Such as `Debian GNU/Linux`. */
  readonly name?: string;
  /** With its version, such as `Debian GNU/Linux 13 (trixie)`. */
  readonly prettyName?: string;
}

/**
 * Parses what a Linux distribution says of itself in `/etc/os-release`.
 *
 * @see {@link https://www.freedesktop.org/software/systemd/man/latest/os-release.html}
 *
 * @example
 * ```ts
 * import { parseOsRelease } from "./parse_os_release.ts";
 * import assert from "node:assert/strict";
 *
 * const { name, prettyName } = parseOsRelease('NAME=Fedora\nPRETTY_NAME="Fedora Linux 44"\n');
 * assert.deepEqual([name, prettyName], ["Fedora", "Fedora Linux 44"]);
 * ```
 */
export function parseOsRelease(text: string): OsRelease {
  const values = new Map<string, string>();
  for (const line of text.split("\n", 200)) {
    const [, name, value] = /^\s*([A-Z_]+)=(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(name, unquote(value));
  }
  const name = values.get("NAME");
  const prettyName = values.get("PRETTY_NAME");
  return { ...name ? { name } : {}, ...prettyName ? { prettyName } : {} };
}

/** The file may be read by a shell: quoted values, in which some characters are escaped. */
function unquote(value: string): string {
  const inner = /^"(.*)"$/.exec(value)?.[1];
  if (inner !== undefined) return inner.replace(/\\([\\"$`])/g, "$1");
  return /^'(.*)'$/.exec(value)?.[1] ?? value;
}
