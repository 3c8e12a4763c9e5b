/** Tells whether the test may start programs and write the folders that they start in. */
export function mayRunApps(): boolean {
  return (["run", "read", "write", "net", "env"] as const)
    .every((name) => Deno.permissions.querySync({ name }).state === "granted");
}
