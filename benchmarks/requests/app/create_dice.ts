import { Hono, type MiddlewareHandler } from "hono";
import { rollDice } from "./roll_dice.ts";

/** What a way to do telemetry needs inside the application. */
export interface DiceOptions {
  /** Writes the one line that a request logs. */
  readonly log: (line: string) => void;
  readonly middleware?: readonly MiddlewareHandler[];
}

/** What the dice have done so far. */
export interface Work {
  /** Requests that were answered. */
  readonly requests: number;
  readonly rolls: number;
}

/** Creates the dice: for each request a roll, which is a span and a count, and a line of log. */
export function createDice(
  { log, middleware = [] }: DiceOptions,
): { readonly app: Hono; readonly work: Work } {
  const work = { requests: 0, rolls: 0 };
  const app = new Hono();
  for (const one of middleware) app.use(one);
  app.get("/rolldice", (c) => {
    const values = rollDice(Number(c.req.query("rolls") ?? 1));
    work.requests++;
    work.rolls += values.length;
    log(`${c.req.query("player")} is rolling the dice: ${values}`);
    return c.json(values.length === 1 ? values[0] : values);
  });
  return { app, work };
}
