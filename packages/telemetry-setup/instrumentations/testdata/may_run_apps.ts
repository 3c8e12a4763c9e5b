/** Tells whether the test may start Deno and write the temporary folders that it starts in. */
export function mayRunApps(): boolean {
  return ([
    { name: "run", command: Deno.execPath() },
    { name: "read" },
    { name: "write" },
  ] as const).every((descriptor) => Deno.permissions.querySync(descriptor).state === "granted");
}
