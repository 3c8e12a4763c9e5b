/**
 * The dice with the npm SDK and `@hono/otel`, set up as their documentation has it.
 *
 * @module
 */
import process from "node:process";
import { httpInstrumentationMiddleware } from "@hono/otel";
import { trace } from "@opentelemetry/api";
import { NodeSDK } from "@opentelemetry/sdk-node";
import type { MiddlewareHandler } from "hono";
import { getConnInfo } from "hono/deno";
import { emitLog } from "./emit_log.ts";
import { serveDice } from "./serve_dice.ts";

const sdk = new NodeSDK();
sdk.start();
process.once("beforeExit", () => sdk.shutdown());

/** What `@hono/otel` leaves out and the others send. */
const addAttributes: MiddlewareHandler = (c, next) => {
  const { remote } = getConnInfo(c);
  const { url } = c.req;
  const hostAt = url.indexOf("//") + 2;
  const pathAt = url.indexOf("/", hostAt);
  const queryAt = url.indexOf("?", pathAt);
  const [host = "", port] = url.slice(hostAt, pathAt).split(":");
  trace.getActiveSpan()?.setAttributes({
    "url.scheme": url.slice(0, hostAt - 3),
    "url.path": c.req.path,
    "url.query": url.slice(queryAt + 1),
    "server.address": host,
    "server.port": Number(port),
    "client.address": remote.address,
    "network.peer.address": remote.address,
    "network.peer.port": remote.port,
    "user_agent.original": c.req.header("user-agent"),
  });
  return next();
};

serveDice({ log: emitLog, middleware: [httpInstrumentationMiddleware(), addAttributes] });
