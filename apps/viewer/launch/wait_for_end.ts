/** Waits for SIGTERM, and for Ctrl-C or, where that is asked for, for the end of standard input. */
export async function waitForEnd(
  { endWithStdin }: { readonly endWithStdin: boolean },
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Ctrl-C reaches all processes of a terminal at once; who started us says when it is our turn.
  Deno.addSignalListener("SIGINT", endWithStdin ? () => {} : resolve);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", resolve);
  if (endWithStdin) Deno.stdin.readable.pipeTo(new WritableStream()).then(resolve, resolve);
  await promise;
}
