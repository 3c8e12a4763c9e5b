// A receiver that accepts everything and tells how many spans it was sent. Its argument is the port.
import { decodeTraces } from "@otel-deno/otlp";

let count = 0;
Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, async (request) => {
  if (new URL(request.url).pathname === "/count") return new Response(String(count));
  const { resourceSpans = [] } = decodeTraces(await request.bytes(), "protobuf");
  for (const { scopeSpans = [] } of resourceSpans) {
    for (const { spans = [] } of scopeSpans) count += spans.length;
  }
  return new Response();
});
