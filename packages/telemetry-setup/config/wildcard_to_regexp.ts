/** The source of a regular expression for a pattern with `?` and `*`. */
export function wildcardToRegExp(pattern: string): string {
  return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => {
    if (character === "*") return ".*";
    return character === "?" ? "." : `\\${character}`;
  });
}
