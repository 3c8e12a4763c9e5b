// An application that starts telemetry from the configuration in its first argument, records one of
// each signal, and ends. With a second argument it serves a request before, and prints what it finds
// at that address afterwards.
import { metrics, trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { startTelemetrySync } from "../start_telemetry_sync.ts";

const [config = "{}", metricsUrl] = Deno.args;
startTelemetrySync(JSON.parse(config), resourceFromAttributes({ "service.name": "dice-server" }));

trace.getTracer("dice").startSpan("roll").end();
metrics.getMeter("dice").createCounter("dice.rolls").add(2);
logs.getLogger("dice").emit({ body: "rolled" });
console.log("the application's own line");

if (metricsUrl !== undefined) {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(),
  );
  await (await fetch(`http://127.0.0.1:${server.addr.port}/roll`)).text();
  const page = await scrape(metricsUrl);
  await server.shutdown();
  Deno.stdout.writeSync(
    new TextEncoder().encode(JSON.stringify({ page, appPort: server.addr.port })),
  );
}

/** The server of the metrics starts beside the application. */
async function scrape(url: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await (await fetch(url)).text();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return "";
}
