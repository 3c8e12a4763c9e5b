import type { DiceRoll } from "./add_dice_roll.ts";
import type { SampleBuilder, SampleSpanRef } from "./sample_builder.ts";

/** An order: browser, dice server, payments; and a message that a worker handles in its own trace. */
export function addOrder(
  builder: SampleBuilder,
  { at, random, slowness }: DiceRoll,
): SampleSpanRef {
  const took = (60 + random() * 140) * slowness;
  const declined = random() < 0.15;
  const status = { "http.response.status_code": declined ? 402 : 201 };
  const root = builder.addSpan({
    service: "web-shop",
    name: "POST",
    kind: 3,
    at,
    took: took + 8,
    attributes: {
      ...status,
      "http.request.method": "POST",
      "url.full": "http://localhost:8080/orders/42",
    },
  });
  const server = builder.addSpan({
    service: "dice-server",
    name: "POST /orders/:id",
    kind: 2,
    parent: root,
    at: at + 4,
    took,
    attributes: {
      ...status,
      "http.request.method": "POST",
      "http.route": "/orders/:id",
      "url.path": "/orders/42",
      "url.scheme": "http",
    },
  });
  const client = builder.addSpan({
    service: "dice-server",
    name: "POST",
    kind: 3,
    parent: server,
    at: at + 8,
    took: took * 0.7,
    attributes: {
      ...status,
      "http.request.method": "POST",
      "url.full": "http://payments.internal:5000/charge",
      "server.address": "payments.internal",
    },
  });
  const payment = builder.addSpan({
    service: "payments",
    name: "POST /charge",
    kind: 2,
    parent: client,
    at: at + 12,
    took: took * 0.6,
    attributes: { ...status, "http.request.method": "POST", "http.route": "/charge" },
    ...(declined
      ? {
        error: "card was declined",
        events: [{
          name: "exception",
          at: at + took * 0.5,
          attributes: {
            "exception.type": "payments.errors.CardDeclined",
            "exception.message": "card was declined",
            "exception.stacktrace": 'File "app.py", line 88, in charge',
          },
        }],
      }
      : {}),
  });
  for (const [index, statement] of ["SELECT accounts", "UPDATE accounts"].entries()) {
    builder.addSpan({
      service: "payments",
      name: statement,
      kind: 3,
      parent: payment,
      at: at + 14 + index * took * 0.25,
      took: took * 0.2,
      attributes: { "db.system.name": "postgresql", "db.query.text": `${statement} …` },
    });
  }
  builder.addLog({
    service: "payments",
    at: at + 12 + took * 0.5,
    severity: declined ? "ERROR" : "INFO",
    body: declined ? "Charge of order 42 failed: card was declined" : "Charged order 42",
    span: payment,
    attributes: { "order.id": 42 },
  });
  const sent = builder.addSpan({
    service: "dice-server",
    name: "send orders",
    kind: 4,
    parent: server,
    at: at + took * 0.9,
    took: took * 0.05,
    attributes: { "messaging.system": "kafka", "messaging.destination.name": "orders" },
  });
  builder.addSpan({
    service: "order-worker",
    name: "process orders",
    kind: 5,
    at: at + took + 20,
    took: 30 * slowness,
    attributes: { "messaging.system": "kafka", "messaging.destination.name": "orders" },
    links: [sent],
  });
  return server;
}
