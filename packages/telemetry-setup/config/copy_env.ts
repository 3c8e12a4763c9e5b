/**
 * Copies the whole environment of the process, and never makes Deno ask the user for a permission:
 * `undefined` where any of it may not be read.
 *
 * Only for child processes, which get a copy of it anyway: what is configured is read by name.
 */
export function copyEnv(): Record<string, string> | undefined {
  const { state } = Deno.permissions.querySync({ name: "env" });
  return state === "granted" ? Deno.env.toObject() : undefined;
}
