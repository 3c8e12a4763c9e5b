import { context, ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { tracingChannel } from "node:diagnostics_channel";
import { setTimeout as delay } from "node:timers/promises";
import { collectWarnings } from "./testdata/collect_warnings.ts";
import { observeDice } from "./testdata/observe_dice.ts";

const STATUS_UNSET = 0;

Deno.test("observeTracingChannel() records a synchronous call, and what it does below it", () => {
  using test = observeDice();
  const answer = test.inSpan(() =>
    tracingChannel("dice").traceSync(() => {
      test.child("inside");
      return 4;
    }, {})
  );
  assert.equal(answer, 4);
  assert.deepEqual(test.takeTree(), ["dice > inside", "caller > dice", "- > caller"]);
});

Deno.test("observeTracingChannel() records a synchronous call that returns nothing", () => {
  using test = observeDice();
  tracingChannel("dice").traceSync(() => undefined, {});
  const [span] = test.takeSpans();
  assert.equal(span?.kind, SpanKind.INTERNAL);
  assert.equal(span?.status.code, STATUS_UNSET);
  assert.deepEqual({ ...span?.attributes }, {});
  assert.equal(span?.instrumentationScope.name, "@otel-deno/telemetry-setup/diagnostics-channel");
});

Deno.test("observeTracingChannel() ends the span of a promise when that is settled", async () => {
  using test = observeDice();
  const { promise, resolve } = Promise.withResolvers<number>();
  const answer = test.inSpan(async () => {
    const rolled = await tracingChannel("dice").tracePromise(async () => {
      await delay(1);
      test.child("inside");
      return await promise;
    }, {});
    test.child("after");
    return rolled;
  });
  await delay(5);
  assert.deepEqual(test.takeTree(), ["- > caller", "- > inside"]);
  resolve(4);
  assert.equal(await answer, 4);
  assert.deepEqual(test.takeTree(), ["- > dice", "- > after"]);
});

Deno.test("observeTracingChannel() calls a callback in the context of the caller", async () => {
  using test = observeDice();
  const { promise, resolve } = Promise.withResolvers<number>();
  const roll = (callback: (error: unknown, rolled?: number) => void) => {
    test.child("inside");
    // As a socket would: in no context at all.
    context.with(ROOT_CONTEXT, () => setTimeout(() => callback(null, 4), 1));
  };
  test.inSpan(() =>
    tracingChannel("dice").traceCallback(roll, 0, {}, undefined, (_error, rolled) => {
      test.child("in callback");
      resolve(rolled ?? 0);
    })
  );
  assert.equal(await promise, 4);
  await delay(0);
  const spans = test.takeSpans();
  const caller = spans.find(({ name }) => name === "caller")?.spanContext().spanId;
  const parents = Object.fromEntries(
    spans.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]),
  );
  const dice = spans.find(({ name }) => name === "dice")?.spanContext().spanId;
  assert.deepEqual(parents, {
    inside: dice,
    caller: undefined,
    "in callback": caller,
    dice: caller,
  });
});

Deno.test("observeTracingChannel() records one span of a callback that is called at once", () => {
  using test = observeDice();
  tracingChannel("dice").traceCallback(
    (callback: (error: unknown) => void) => callback(null),
    0,
    {},
    undefined,
    () => {},
  );
  assert.deepEqual(test.takeTree(), ["- > dice"]);
});

Deno.test("observeTracingChannel() records what is published by hand, without a context", () => {
  using test = observeDice();
  const { start: begins, end } = tracingChannel("dice");
  const message: { result?: number } = {};
  begins.publish(message);
  message.result = 4;
  end.publish(message);
  assert.deepEqual(test.takeTree(), ["- > dice"]);
});

Deno.test("observeTracingChannel() takes the word of a message that says whether it goes on", () => {
  using test = observeDice();
  const { start: begins, end, asyncStart, asyncEnd } = tracingChannel("dice");
  const [sync, async] = [{ async: false }, { async: true, result: "early" }];
  for (const message of [sync, async]) begins.runStores(message, () => end.publish(message));
  assert.deepEqual(test.takeTree(), ["- > dice"]);
  asyncStart.publish(async);
  asyncEnd.publish(async);
  assert.deepEqual(test.takeTree(), ["- > dice"]);
});

Deno.test("observeTracingChannel() records one span, when a message is published twice", () => {
  using test = observeDice();
  const { start: begins, end, error, asyncEnd } = tracingChannel("dice");
  const message = { error: new Error("once"), result: undefined };
  begins.runStores(message, () => {
    begins.publish(message);
    begins.runStores(message, () => test.child("inside"));
    for (const channel of [error, error, end, end, asyncEnd, asyncEnd, error]) {
      channel.publish(message);
    }
  });
  const spans = test.takeSpans();
  assert.deepEqual(spans.map(({ name, events }) => [name, events.length]), [
    ["inside", 0],
    ["dice", 1],
  ]);
  assert.equal(spans[0]?.parentSpanContext?.spanId, spans[1]?.spanContext().spanId);
});

Deno.test("observeTracingChannel() ignores messages of tracing channels that are no objects", () => {
  using test = observeDice();
  using warnings = collectWarnings();
  const { start: begins, end, error } = tracingChannel("dice");
  for (const message of [undefined, null, "dice", 4, Symbol("dice")]) {
    assert.equal(begins.runStores(message as never, () => 4), 4);
    for (const part of [begins, end, error]) part.publish(message);
  }
  end.publish({});
  assert.deepEqual([test.takeSpans(), warnings.texts], [[], []]);
});
