import { deepEqual, ok } from "node:assert/strict";
import { sendSteadily } from "./send_steadily.ts";

const bodies = [1, 2, 3].map((byte) => new Uint8Array([byte]));

Deno.test("sendSteadily() sends each once, in order, the next when the one before is acknowledged", async () => {
  const events: string[] = [];
  await sendSteadily(bodies, {
    intervalMillis: 0,
    async post([byte]) {
      events.push(`begin ${byte}`);
      await Promise.resolve();
      events.push(`end ${byte}`);
    },
  });
  deepEqual(events, ["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
});

Deno.test("sendSteadily() takes an interval for each request, also for the last", async () => {
  const took = await sendSteadily(bodies, { intervalMillis: 2, post: () => Promise.resolve() });
  ok(took >= 6, `${took}`);
});
