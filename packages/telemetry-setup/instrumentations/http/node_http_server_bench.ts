import { channel } from "node:diagnostics_channel";
import { EventEmitter } from "node:events";
import { Server } from "node:http";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordNothing } from "../testdata/record_nothing.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";

class Response extends EventEmitter {
  readonly headersSent = true;
  readonly statusCode = 200;
  getHeaders() {
    return {};
  }
}

/** A request as it comes from a connection, answered at once. */
function serve(server: Server): void {
  const response = new Response();
  server.emit("request", {
    method: "GET",
    url: "/rolldice?rolls=3",
    httpVersion: "1.1",
    headers: { host: "dice.example:8080", "user-agent": "bench" },
    socket: { remoteAddress: "127.0.0.1", remotePort: 51234 },
  }, response);
  response.emit("close");
}

const server = new Server(() => {});

Deno.bench("100 requests to a server of node:http", { baseline: true }, () => {
  for (let i = 0; i < 100; i++) serve(server);
});

Deno.bench("100 requests to an instrumented server of node:http", (bench) => {
  using _enabled = createHttpServerInstrumentation().enable(recordNothing(), DEFAULT_CONFIG);
  channel("net.server.socket").publish({ socket: { server } });
  bench.start();
  for (let i = 0; i < 100; i++) serve(server);
  bench.end();
});
