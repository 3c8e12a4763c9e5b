import { Hono } from "hono";
import { hc } from "hono/client";
import { validator } from "hono/validator";
import type { ClientShape } from "./client_shapes.ts";

/** What a server of Hono offers; only its type is used by a client. */
const RPC = new Hono()
  .get("/text/:id", (c) => c.text("text"))
  .post(
    "/json",
    validator("query", () => ({ sides: "6" })),
    validator("json", () => ({ player: "" })),
    (c) => c.json({ rolled: 6 }),
  );
/** Nobody listens there. */
const DEAD = "http://127.0.0.1:4";

/** Hono's typed client, which is built on `fetch`. */
export const RPC_SHAPES: readonly ClientShape[] = [
  {
    name: "Hono's RPC client, by a route with a parameter",
    send: async (base) => {
      const response = await hc<typeof RPC>(base).text[":id"].$get({ param: { id: "7" } });
      return await response.text();
    },
    expected: { path: "/text/7", status: 200 },
  },
  {
    name: "Hono's RPC client, with query and JSON",
    send: async (base) => {
      const response = await hc<typeof RPC>(base).json.$post({
        query: { sides: "6" },
        json: { player: "alice" },
      });
      return await response.json();
    },
    expected: { span: "POST", path: "/json?sides=6", status: 200 },
  },
  {
    name: "Hono's RPC client, nobody is there",
    send: () => hc<typeof RPC>(DEAD).text[":id"].$get({ param: { id: "7" } }),
    expected: {
      path: "/text/7",
      attributes: { "server.port": 4, "url.full": `${DEAD}/text/7` },
      error: "TypeError",
      exception: true,
    },
  },
];
