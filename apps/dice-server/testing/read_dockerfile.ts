/** One instruction of a Dockerfile. */
export interface Instruction {
  /** The word it begins with, in upper case. */
  readonly name: string;
  /** The rest of it, continued lines joined. */
  readonly value: string;
}

/**
 * Reads the dice server's Dockerfile.
 *
 * @returns Its instructions, in order, without the comments.
 */
export async function readDockerfile(): Promise<readonly Instruction[]> {
  const text = await Deno.readTextFile(new URL("../Dockerfile", import.meta.url));
  return text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name, value] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) {
        throw new SyntaxError(`Cannot read the Dockerfile: ${JSON.stringify(line)}`);
      }
      return { name: name.toUpperCase(), value };
    });
}
