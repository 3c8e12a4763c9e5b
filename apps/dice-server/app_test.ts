import { deepEqual, equal, match, ok } from "node:assert/strict";
import { configureSync, type LogRecord, resetSync } from "@logtape/logtape";
import { Hono } from "hono";
import { createApp } from "./app.ts";

const NOT_AN_INTEGER = {
  status: "error",
  message: "Parameter rolls must be a positive integer",
};

Deno.test("GET /rolldice answers with one JSON number", async () => {
  const { response } = await request("/rolldice", { draws: [0.5] });

  equal(response.status, 200);
  equal(response.headers.get("content-type"), "application/json");
  equal(await response.text(), "4");
});

Deno.test("GET /rolldice answers with one JSON number, when rolls is 1", async () => {
  const { response } = await request("/rolldice?rolls=1", { draws: [0.5] });
  equal(await response.text(), "4");
});

Deno.test("GET /rolldice answers with an array, when rolls is above 1", async () => {
  const { response } = await request("/rolldice?rolls=3", { draws: [0.2, 0.99, 0] });

  equal(response.status, 200);
  equal(response.headers.get("content-type"), "application/json");
  equal(await response.text(), "[2,6,1]");
});

Deno.test("GET /rolldice rolls a real die, when no source is injected", async () => {
  const response = await createApp().request("/rolldice?rolls=1000");
  const values: unknown = await response.json();

  ok(Array.isArray(values));
  equal(values.length, 1000);
  for (const value of values) ok(Number.isInteger(value) && value >= 1 && value <= 6);
});

for (const rolls of ["x", "1.5", "", "%201", "1e2", "0x10", "%2B3", "NaN", "3,4", "٣"]) {
  Deno.test(`GET /rolldice answers 400, when rolls is "${rolls}"`, async () => {
    const { response, logs } = await request(`/rolldice?rolls=${rolls}`);

    equal(response.status, 400);
    equal(response.headers.get("content-type"), "application/json");
    deepEqual(await response.json(), NOT_AN_INTEGER);
    deepEqual(logs(), [`warning: GET /rolldice 400: ${NOT_AN_INTEGER.message}`]);
  });
}

Deno.test("GET /rolldice answers 400 with exactly the reference application's text", async () => {
  const { response } = await request("/rolldice?rolls=x");
  equal(
    await response.text(),
    `{"status":"error","message":"Parameter rolls must be a positive integer"}`,
  );
});

for (const rolls of ["0", "-1", "-0", "-99999999999999999999"]) {
  Deno.test(`GET /rolldice answers 500 without a body, when rolls is ${rolls}`, async () => {
    const { response, records } = await request(`/rolldice?rolls=${rolls}`);

    equal(response.status, 500);
    equal(await response.text(), "");
    equal(records.length, 1);
    equal(records[0]?.level, "error");
    match(text(records[0]), /^GET \/rolldice 500: Cannot roll the dice: rolls is /);
    ok(records[0]?.properties["error"] instanceof RangeError);
  });
}

Deno.test("GET /rolldice shows the RangeError to a middleware around it, when rolls is 0", async () => {
  const seen: unknown[] = [];
  const observed = new Hono()
    .use(async (c, next) => {
      await next();
      seen.push(c.error);
    })
    .route("/", createApp());
  const response = await quietly(() => observed.request("/rolldice?rolls=0"));

  equal(response.status, 500);
  equal(seen.length, 1);
  ok(seen[0] instanceof RangeError);
});

Deno.test("GET /rolldice takes 1,000 rolls and answers 400 above, with its own message", async () => {
  const most = await request("/rolldice?rolls=1000", { draws: Array(1000).fill(0) });
  equal(most.response.status, 200);

  for (const rolls of ["1001", "99999999999999999999", "9".repeat(400)]) {
    const { response, logs } = await request(`/rolldice?rolls=${rolls}`);
    equal(response.status, 400);
    deepEqual(await response.json(), {
      status: "error",
      message: "Parameter rolls must be at most 1000",
    });
    deepEqual(logs(), ["warning: GET /rolldice 400: Parameter rolls must be at most 1000"]);
  }
});

Deno.test("GET /rolldice logs the player and the result", async () => {
  const { logs, records } = await request("/rolldice?player=alice", { draws: [0.5] });

  deepEqual(logs(), [
    "debug: Rolled 4",
    "warning: alice is rolling the dice: 4",
    "info: GET /rolldice 200",
  ]);
  deepEqual(records[1]?.properties, { player: "alice", result: "4" });
  deepEqual(records[1]?.category, ["dice-server"]);
});

for (const query of ["", "?player=", "?player"]) {
  Deno.test(`GET /rolldice${query} logs an anonymous player`, async () => {
    const { logs } = await request(`/rolldice${query}`, { draws: [0.5] });
    equal(logs()[1], "warning: Anonymous player is rolling the dice: 4");
  });
}

Deno.test("GET /rolldice logs several results with commas and each number at debug", async () => {
  const { logs } = await request("/rolldice?rolls=3&player=alice", { draws: [0.2, 0.99, 0] });

  deepEqual(logs(), [
    "debug: Rolled 2",
    "debug: Rolled 6",
    "debug: Rolled 1",
    "warning: alice is rolling the dice: 2,6,1",
    "info: GET /rolldice 200",
  ]);
});

Deno.test("GET /rolldice logs a player's name as it is, when it looks like a template", async () => {
  for (const player of ["{result}", "{{x}}", "%s", "a\nb", "x".repeat(10_240)]) {
    const path = `/rolldice?player=${encodeURIComponent(player)}`;
    const { response, logs } = await request(path, { draws: [0.5] });
    equal(response.status, 200);
    equal(logs()[1], `warning: ${player} is rolling the dice: 4`);
  }
});

Deno.test("GET /rolldice answers 200, when the query is badly encoded", async () => {
  for (const player of ["%", "%zz", "%ff%fe", "%ED%A0%80", "%00"]) {
    const { response } = await request(`/rolldice?player=${player}`, { draws: [0.5] });
    equal(response.status, 200);
  }
});

Deno.test("POST /rolldice does what GET does", async () => {
  const one = await request("/rolldice?player=bob", { method: "POST", draws: [0.5] });
  equal(await one.response.text(), "4");
  deepEqual(one.logs(), [
    "debug: Rolled 4",
    "warning: bob is rolling the dice: 4",
    "info: POST /rolldice 200",
  ]);

  const bad = await request("/rolldice?rolls=x", { method: "POST" });
  equal(bad.response.status, 400);
  deepEqual(await bad.response.json(), NOT_AN_INTEGER);

  const zero = await request("/rolldice?rolls=0", { method: "POST" });
  equal(zero.response.status, 500);
  equal(await zero.response.text(), "");
});

Deno.test("GET /healthz answers that all is well", async () => {
  const { response, logs } = await request("/healthz");

  equal(response.status, 200);
  deepEqual(await response.json(), { status: "ok" });
  deepEqual(logs(), ["info: GET /healthz 200"]);
});

Deno.test("an unknown path or method answers 404 with JSON", async () => {
  for (const [method, path] of [["GET", "/"], ["GET", "/rolldice/"], ["DELETE", "/rolldice"]]) {
    const { response, logs } = await request(path!, { method: method! });
    equal(response.status, 404);
    deepEqual(await response.json(), { status: "error", message: "Not found" });
    deepEqual(logs(), [`warning: ${method} ${path} 404: Not found`]);
  }
});

/** Sends one request to a new app and keeps what it logs, from debug up. */
async function request(
  path: string,
  options: { readonly method?: string; readonly draws?: readonly number[] } = {},
) {
  const draws = [...options.draws ?? []];
  const app = createApp({ random: () => draws.shift() ?? NaN });
  const records: LogRecord[] = [];
  const response = await quietly(
    () => app.request(path, { method: options.method ?? "GET" }),
    records,
  );
  deepEqual(draws, [], "each draw is used");
  return {
    response,
    records,
    logs: () => records.map((record) => `${record.level}: ${text(record)}`),
  };
}

async function quietly<T>(work: () => T | Promise<T>, records: LogRecord[] = []): Promise<T> {
  configureSync({
    sinks: { memory: (record) => records.push(record) },
    loggers: [
      { category: ["dice-server"], lowestLevel: "debug", sinks: ["memory"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["memory"] },
    ],
  });
  try {
    return await work();
  } finally {
    resetSync();
  }
}

function text(record: LogRecord | undefined): string {
  return record?.message.join("") ?? "";
}
