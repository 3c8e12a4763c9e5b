import assert from "node:assert/strict";
import { channelNames } from "./channel_names.ts";

Deno.test("channelNames() leaves names as they are, colons and dots included", () => {
  const names = ["fastify.request.handler", "node-redis:connection:ready", "dice:start"];
  assert.deepEqual(channelNames(names), names);
});

Deno.test("channelNames() takes the name of a tracing channel out of those of its parts", () => {
  for (const part of ["", ":start", ":end", ":asyncStart", ":asyncEnd", ":error"]) {
    assert.deepEqual(channelNames([`tracing:mysql2:pool:connect${part}`]), ["mysql2:pool:connect"]);
  }
});

Deno.test("channelNames() has each name once", () => {
  assert.deepEqual(channelNames(["dice", "tracing:dice", "tracing:dice:error"]), ["dice"]);
});
