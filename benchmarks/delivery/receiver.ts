/**
 * A receiver of OTLP/HTTP in a process of its own: `receiver.ts DELAY_MS`. It reads each request
 * whole, answers after the delay that everything is accepted, and prints its port first.
 *
 * @module
 */
const delayMillis = Number(Deno.args[0]);

Deno.serve({
  port: 0,
  hostname: "127.0.0.1",
  onListen: ({ port }) => console.log(port),
}, async (request) => {
  await request.arrayBuffer();
  if (delayMillis > 0) await new Promise((resolve) => setTimeout(resolve, delayMillis));
  return new Response(new Uint8Array(), {
    headers: { "content-type": "application/x-protobuf" },
  });
});
