/**
 * Tells whether the test has the permissions to start Deno and to talk to it over loopback.
 *
 * @returns False, too, where the system has only a part of them.
 */
export function mayRunProcesses(): boolean {
  return ([
    { name: "run", command: Deno.execPath() },
    { name: "net", host: "127.0.0.1" },
  ] as const).every((descriptor) => Deno.permissions.querySync(descriptor).state === "granted");
}
