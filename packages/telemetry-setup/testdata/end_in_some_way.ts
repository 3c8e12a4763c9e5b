// An application that records one span and ends in the way that its argument names.
import process from "node:process";
import { trace } from "@opentelemetry/api";

trace.getTracer("test").startSpan("last words").end();

switch (Deno.args[0]) {
  case "Deno.exit":
    Deno.exit(7);
    break;
  case "process.exit":
    process.exit(8);
    break;
  case "throw":
    throw new Error("nobody catches this");
  case "throw later":
    setTimeout(() => {
      throw new Error("nobody catches this");
    }, 1);
    break;
  case "reject":
    Promise.reject(new Error("nobody catches this"));
    break;
  case "wait":
    console.error("waiting");
    setInterval(() => {}, 1000);
    break;
  case "own handler":
    Deno.addSignalListener("SIGTERM", () => setTimeout(() => Deno.exit(5), 20));
    console.error("waiting");
    setInterval(() => {}, 1000);
    break;
  case "own node handler":
    process.on("SIGTERM", () => process.exit(6));
    console.error("waiting");
    setInterval(() => {}, 1000);
    break;
  case "server shutdown": {
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      () => new Response("nobody asks"),
    );
    Deno.addSignalListener("SIGINT", () => server.shutdown());
    console.error("waiting");
    await server.finished;
    break;
  }
  case "exit before unload":
    addEventListener("beforeunload", () => Deno.exit(9));
    break;
  case "live on":
    addEventListener("beforeunload", (event) => {
      event.preventDefault();
      setTimeout(() => trace.getTracer("test").startSpan("afterwards").end(), 10);
    }, { once: true });
    break;
  case "survive":
    addEventListener("unhandledrejection", (event) => event.preventDefault());
    Promise.reject(new Error("somebody takes care of this"));
    setTimeout(() => trace.getTracer("test").startSpan("afterwards").end(), 10);
    break;
}
