import process from "node:process";

/** The methods of a console that keep state between calls, and those that lay out what they print. */
export const STATEFUL_METHODS = [
  "count",
  "countReset",
  "table",
  "time",
  "timeEnd",
  "timeLog",
] as const;

/** What a console prints beside single lines. */
export type StderrConsole = Pick<
  Console,
  typeof STATEFUL_METHODS[number] | "clear" | "dir" | "dirxml"
>;

/**
 * Creates the methods of `console` that Deno prints to standard output by itself, so that replacing
 * `console.log` does not reach them.
 *
 * @param error Prints to standard error: `console.error` as it was.
 */
export function createStderrConsole(error: Console["error"]): StderrConsole {
  const print = (text: string) => error("%s", text);
  let nodeConsole: Console | undefined;
  // Only with the first use: it takes some milliseconds to load.
  const find = () => nodeConsole ??= createNodeConsole(print);
  const methods = STATEFUL_METHODS.map((name) =>
    [name, (...data: never[]) => (find()[name] as (...data: never[]) => void)(...data)] as const
  );
  return {
    ...Object.fromEntries(methods) as Pick<Console, typeof STATEFUL_METHODS[number]>,
    dir(item, options) {
      print(typeof item === "string" ? item : Deno.inspect(item, options as Deno.InspectOptions));
    },
    dirxml: (...data) => error(...data),
    // It would clear the screen by what it writes to standard output.
    clear() {},
  };
}

function createNodeConsole(print: (text: string) => void): Console {
  const { Console } = process.getBuiltinModule("node:console");
  const stream = {
    write(text: string) {
      print(text.replace(/\n$/, ""));
      return true;
    },
  };
  // Without `ignoreErrors` it asks no more of a stream than this.
  const options = { stdout: stream, stderr: stream, ignoreErrors: false };
  return new Console(options as unknown as ConstructorParameters<typeof Console>[0]);
}
