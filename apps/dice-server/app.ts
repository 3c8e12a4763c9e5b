import { getLogger } from "@logtape/logtape";
import { rollDice, type RollDiceOptions } from "@otel-deno/dice-core";
import { type Context, Hono } from "hono";

/** The most rolls that one request may ask for. */
const MAX_ROLLS = 1000;

/** Options for {@linkcode createApp}: the source of chance, passed on to `rollDice`. */
export type AppOptions = RollDiceOptions;

const logger = getLogger(["dice-server"]);

/**
 * Creates the dice server's routes: `/rolldice` (GET and POST) and `GET /healthz`.
 *
 * It logs through LogTape and sets up no telemetry of its own: what observes it comes from outside.
 *
 * @param options The source of chance.
 * @returns The application; `app.request` tests it and `app.fetch` serves it.
 * @see {@link https://opentelemetry.io/docs/getting-started/reference-application-specification/ | Getting Started reference application}
 *
 * @example Asking for three rolls
 * ```ts
 * import { createApp } from "./app.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * const app = createApp({ random: () => 0.5 });
 * const response = await app.request("/rolldice?rolls=3&player=alice");
 * deepEqual(await response.json(), [4, 4, 4]);
 * ```
 */
export function createApp(options: AppOptions = {}): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    // Refusals and failures log themselves, where their reason is known.
    if (c.res.status < 400) logger.info("{method} {path} {status}", describe(c, c.res.status));
  });

  const handleRollDice = (c: Context): Response => {
    const rolls = parseRolls(c.req.query("rolls"));
    if (rolls === undefined) return refuse(c, 400, "Parameter rolls must be a positive integer");
    if (rolls > MAX_ROLLS) return refuse(c, 400, `Parameter rolls must be at most ${MAX_ROLLS}`);

    const values = rollDice(rolls, options);
    for (const value of values) logger.debug("Rolled {value}", { value });
    logResult(c.req.query("player"), values.join(","));
    return c.json(rolls === 1 ? values[0] : values);
  };
  app.get("/rolldice", handleRollDice);
  app.post("/rolldice", handleRollDice);

  app.get("/healthz", (c) => c.json({ status: "ok" }));

  app.notFound((c) => refuse(c, 404, "Not found"));

  app.onError((error, c) => {
    const properties = { ...describe(c, 500), reason: error.message, error };
    logger.error("{method} {path} {status}: {reason}", properties);
    return c.body(null, 500);
  });

  return app;
}

/** Returns 1 for a missing parameter, any integer as it is (0 and below too), else undefined. */
function parseRolls(parameter: string | undefined): number | undefined {
  if (parameter === undefined) return 1;
  return /^-?\d+$/.test(parameter) ? Number(parameter) : undefined;
}

function logResult(player: string | undefined, result: string): void {
  if (player) logger.warning("{player} is rolling the dice: {result}", { player, result });
  else logger.warning("Anonymous player is rolling the dice: {result}", { result });
}

function refuse(c: Context, status: 400 | 404, message: string): Response {
  const properties = { ...describe(c, status), reason: message };
  logger.warning("{method} {path} {status}: {reason}", properties);
  return c.json({ status: "error", message }, status);
}

function describe(c: Context, status: number): { method: string; path: string; status: number } {
  return { method: c.req.method, path: c.req.path, status };
}
