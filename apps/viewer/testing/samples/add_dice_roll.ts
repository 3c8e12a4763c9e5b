import type { SampleBuilder, SampleSpanRef } from "./sample_builder.ts";

/** What one request of the samples is like. */
export interface DiceRoll {
  readonly at: number;
  readonly random: () => number;
  /** How many times as long as usual everything takes. */
  readonly slowness: number;
}

const PLAYERS = ["alice", "bob", "carol", "dave"];

/** A roll of the dice: browser, dice server, and its KV store. @returns The server's span. */
export function addDiceRoll(
  builder: SampleBuilder,
  { at, random, slowness }: DiceRoll,
): SampleSpanRef {
  const rolls = 1 + Math.floor(random() * 6);
  const player = PLAYERS[Math.floor(random() * PLAYERS.length)]!;
  const refused = random() < 0.04;
  const failed = !refused && random() < 0.05;
  const took = (2 + random() * 6 + (random() < 0.05 ? 120 : 0)) * slowness;
  const query = refused ? "rolls=many" : `rolls=${rolls}&player=${player}`;
  const http = {
    "http.request.method": "GET",
    "server.address": "localhost",
    "server.port": 8080,
    "http.response.status_code": refused ? 400 : failed ? 500 : 200,
    ...(failed ? { "error.type": "TypeError" } : {}),
  };
  const root = builder.addSpan({
    service: "web-shop",
    name: "GET",
    kind: 3,
    at,
    took: took + 3,
    attributes: { ...http, "url.full": `http://localhost:8080/rolldice?${query}` },
    ...(failed ? { error: "" } : {}),
  });
  const server = builder.addSpan({
    service: "dice-server",
    name: "GET /rolldice",
    kind: 2,
    parent: root,
    at: at + 1.5,
    took,
    attributes: {
      ...http,
      "http.route": "/rolldice",
      "url.path": "/rolldice",
      "url.query": query,
      "url.scheme": "http",
      "client.address": "127.0.0.1",
      "network.protocol.version": "1.1",
      "user_agent.original": "Mozilla/5.0 (X11; Linux x86_64)",
    },
    ...(failed
      ? {
        error: "Cannot read properties of undefined (reading 'value')",
        events: [{
          name: "exception",
          at: at + took,
          attributes: {
            "exception.type": "TypeError",
            "exception.message": "Cannot read properties of undefined (reading 'value')",
            "exception.stacktrace":
              "TypeError: Cannot read properties of undefined (reading 'value')\n" +
              "    at rollDice (file:///app/roll_dice.ts:31:17)\n" +
              "    at handleRollDice (file:///app/app.ts:52:20)",
          },
        }],
      }
      : {}),
  });
  if (refused) {
    builder.addLog({
      service: "dice-server",
      at: at + 2,
      severity: "WARN",
      body: "GET /rolldice 400: Parameter rolls must be a positive integer",
      span: server,
      attributes: { "http.response.status_code": 400 },
    });
    return server;
  }
  const roll = builder.addSpan({
    service: "dice-server",
    name: "roll",
    parent: server,
    at: at + 2,
    took: took * 0.6,
    attributes: { "dice.rolls": rolls },
    events: [{ name: "dice are on the table", at: at + 2 + took * 0.3 }],
  });
  for (let index = 0; index < rolls; index++) {
    builder.addSpan({
      service: "dice-server",
      name: "roll_once",
      parent: roll,
      at: at + 2 + (took * 0.6 * index) / rolls,
      took: (took * 0.5) / rolls,
      attributes: { "dice.value": 1 + Math.floor(random() * 6) },
    });
  }
  builder.addSpan({
    service: "dice-server",
    name: "set",
    kind: 3,
    parent: server,
    at: at + 2 + took * 0.65,
    took: took * 0.25,
    attributes: { "db.system.name": "deno_kv", "db.operation.name": "set" },
  });
  builder.addLog({
    service: "dice-server",
    at: at + 2 + took * 0.5,
    severity: failed ? "ERROR" : "INFO",
    body: failed
      ? "GET /rolldice 500: Cannot read properties of undefined (reading 'value')"
      : `${player} is rolling the dice: ${rolls} times`,
    span: server,
    attributes: { player, "log.logger": "dice-server" },
  });
  return server;
}
