import { metrics, trace } from "@opentelemetry/api";
import { Hono } from "hono";

const tracer = trace.getTracer("diceroller.tracer");
const rolls = metrics.getMeter("diceroller.meter").createCounter("dice.rolls");

const app = new Hono();
app.get("/rolldice/:player", (c) =>
  tracer.startActiveSpan("roll", (span) => {
    rolls.add(1);
    console.warn(`${c.req.param("player")} is rolling the dice`);
    span.end();
    return c.text("4");
  }));
app.get("/stop", (c) => {
  setTimeout(() => server.shutdown(), 10);
  return c.text("stopping");
});

const server = Deno.serve({
  port: 0,
  hostname: "127.0.0.1",
  onListen: ({ port }) => Deno.stderr.writeSync(new TextEncoder().encode(`port ${port}\n`)),
}, app.fetch);
