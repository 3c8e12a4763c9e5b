import type { Launch } from "./plan_launch.ts";

/** Where the C library is, as the dynamic loader knows it. */
const C_LIBRARIES: Readonly<Partial<Record<typeof Deno.build.os, readonly string[]>>> = {
  linux: ["libc.so.6", `libc.musl-${Deno.build.arch}.so.1`],
  darwin: ["libSystem.B.dylib"],
};
const SIGPIPE = 13;

/**
 * Runs the program in place of this process, so that process number, exit code, signals, input,
 * output and terminal are its own. It is the system's `execv`: Deno has no such call.
 *
 * @param program Path of the program.
 * @returns Only where that is not possible: on Windows, or without `--allow-ffi`.
 */
export function replaceProcess(program: string, { args, env }: Pick<Launch, "args" | "env">): void {
  const library = openLibrary();
  if (library === undefined) return;
  const { symbols } = library;
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) symbols.unsetenv(text(name));
    else symbols.setenv(text(name), text(value), 1);
  }
  // Deno ignores this signal, and a program would inherit that.
  symbols.signal(SIGPIPE, null);
  const words = [program, ...args].map(text);
  const pointers = new BigUint64Array(words.length + 1);
  words.forEach((word, index) => {
    pointers[index] = Deno.UnsafePointer.value(Deno.UnsafePointer.of(word));
  });
  symbols.execv(words[0]!, pointers);
  library.close();
}

function openLibrary() {
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return undefined;
  for (const path of C_LIBRARIES[Deno.build.os] ?? []) {
    try {
      return Deno.dlopen(path, {
        execv: { parameters: ["buffer", "buffer"], result: "i32" },
        setenv: { parameters: ["buffer", "buffer", "i32"], result: "i32" },
        unsetenv: { parameters: ["buffer"], result: "i32" },
        signal: { parameters: ["i32", "pointer"], result: "pointer" },
      });
    } catch {
      // The other C library, or none that is known.
    }
  }
  return undefined;
}

/** A text as C has it. */
function text(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${value}\0`);
}
