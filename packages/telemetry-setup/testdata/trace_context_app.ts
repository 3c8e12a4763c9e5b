/**
 * A service as the independent suite for W3C Trace Context asks for it: told by a list which URLs to
 * call, and with what. It knows nothing of telemetry.
 *
 * ```sh
 * deno run --allow-net --allow-env --preload=../register.ts trace_context_app.ts 5000
 * ```
 */

/** What the body of a request is made of. */
interface Call {
  readonly url: string;
  /** Sent there, as JSON. */
  readonly arguments: unknown;
}

const listen = {
  hostname: "127.0.0.1",
  port: Number(Deno.args[0] ?? 0),
  onListen: ({ port }: Deno.NetAddr) => console.error(`Listening on http://127.0.0.1:${port}/test`),
};

Deno.serve(listen, async (request) => {
  const calls: readonly Call[] = await request.json();
  const statuses: number[] = [];
  for (const call of calls) {
    const response = await fetch(call.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(call.arguments),
    });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  return Response.json(statuses);
});
