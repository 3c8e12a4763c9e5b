/** Whether a test may read and write files in the folder for temporary ones. */
export function mayUseFiles(): boolean {
  // The folder is asked of the environment.
  const { state } = Deno.permissions.querySync({ name: "env", variable: "TMPDIR" });
  if (state !== "granted") return false;
  const path = Deno.env.get("TMPDIR") ?? "/tmp";
  return (["read", "write"] as const)
    .every((name) => Deno.permissions.querySync({ name, path }).state === "granted");
}
