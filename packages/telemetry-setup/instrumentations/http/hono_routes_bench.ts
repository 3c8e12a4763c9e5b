import { HonoBase } from "hono/hono-base";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordNothing } from "../testdata/record_nothing.ts";
import { createHonoRoutes } from "./hono_routes.ts";

const Observed = createHonoRoutes().replace({ HonoBase })["HonoBase"] as typeof HonoBase;
const request = new Request("http://localhost:8080/users/7");
const telemetry = recordNothing();

for (const [name, New] of Object.entries({ plain: HonoBase, observed: Observed })) {
  const app = new New({ router: new RegExpRouter() });
  app.use(async (_, next) => await next());
  app.get("/users/:id", (c) => c.text("ok"));
  const handler = instrumentHandler(telemetry, (request) => app.fetch(request));
  Deno.bench(`a request to ${name} Hono`, { baseline: name === "plain" }, async () => {
    await handler(request);
  });
}
