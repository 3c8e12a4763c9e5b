import { deepEqual } from "node:assert/strict";
import type { RouteConfig } from "../delivery.ts";
import type { Verdict } from "../transport.ts";
import type { DeliveryAnswer } from "../worker/delivery_message.ts";
import { createQueuedBytes } from "../worker/queued_bytes.ts";
import { createDeliveryCore } from "./delivery_core.ts";

const CONFIG = {
  signal: "traces",
  transport: { endpoint: "http://localhost:4318/v1/traces" },
  maxItems: 512,
} as RouteConfig;

Deno.test("DeliveryServer tells the main thread of its end, when another thread lives on meanwhile", async () => {
  const answers: string[] = [];
  const sent = Promise.withResolvers<Verdict>();
  const core = createDeliveryCore({
    queued: createQueuedBytes(),
    openTransport: () => ({
      destination: "http://localhost:4318",
      send: () => sent.promise,
      close() {},
    }),
  });
  const serve = (name: string) =>
    core.serve({
      isMain: name === "main",
      answer: ({ kind }: DeliveryAnswer) => void answers.push(`${name}: ${kind}`),
    });
  const main = serve("main");
  const other = serve("other");
  main.receive({ kind: "open", route: 0, config: CONFIG });
  const facts = { contentType: "application/json", itemCount: 1, dueAt: 0 };
  main.receive({ kind: "put", route: 0, sequence: 0, payload: new Uint8Array(1), facts });
  other.receive({ kind: "drain", ticket: 0 });
  main.receive({ kind: "drain", ticket: 1 });
  other.receive({ kind: "resume" });
  await Promise.resolve();
  deepEqual(answers, ["other: done", "main: remains"]);

  sent.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
  await new Promise((resolve) => setTimeout(resolve));
  deepEqual(answers.slice(2).toSorted(), [
    "main: done",
    "main: outcome",
    "main: released",
    "main: remains",
    "main: remains",
  ]);
  main.close();
});

Deno.test("DeliveryServer answers once more what is released, when a thread takes it for not released", async () => {
  const released: (readonly number[])[] = [];
  const sent = Promise.withResolvers<Verdict>();
  const core = createDeliveryCore({
    queued: createQueuedBytes(),
    openTransport: () => ({
      destination: "http://localhost:4318",
      send: (payload) =>
        payload[0] === 2
          ? sent.promise
          : Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" }),
      close() {},
    }),
  });
  const main = core.serve({
    isMain: true,
    answer: (answer) => void (answer.kind === "released" && released.push(answer.sequences)),
  });
  main.receive({ kind: "open", route: 0, config: { ...CONFIG, maxItems: 1 } });
  const facts = { contentType: "application/octet-stream", itemCount: 1, dueAt: 0 };
  for (const sequence of [1, 2]) {
    const payload = new Uint8Array([sequence]);
    main.receive({ kind: "put", route: 0, sequence, payload, facts });
  }
  await new Promise((resolve) => setTimeout(resolve));
  deepEqual(released, [[1]]);
  main.receive({ kind: "drain", ticket: 0, unreleased: [1, 2] });
  deepEqual(released, [[1], [1]]);
  sent.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
  main.close();
});
