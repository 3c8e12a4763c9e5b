import assert from "node:assert/strict";
import { createDeliveryReport } from "./delivery_report.ts";

const A = "http://a:4318";
const B = "http://b:4318";

/** A report whose lines are kept, with a clock that the test sets. */
function setUp() {
  const lines: string[] = [];
  const tell = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  let time = 0;
  const report = createDeliveryReport({
    error: tell("error"),
    warn: tell("warn"),
    info: tell("info"),
    debug: tell("debug"),
  }, { now: () => time, receiverHint: "Start one" });
  return {
    report,
    lines,
    wait(milliseconds: number) {
      time += milliseconds;
    },
  };
}

Deno.test("createDeliveryReport() warns once when a destination fails, with the way to a receiver", () => {
  const { report, lines, wait } = setUp();
  for (let i = 0; i < 100; i++) {
    report.retrying(A, "connection refused");
    wait(10_000);
  }
  assert.equal(lines.length, 1);
  assert.match(
    lines[0] ?? "",
    /^warn: Cannot send telemetry to http:\/\/a:4318: connection refused/,
  );
  assert.match(lines[0] ?? "", /; trying again\. Start one$/);
});

Deno.test("createDeliveryReport() says nothing of what is delivered as it should be", () => {
  const { report, lines } = setUp();
  report.delivered(A, 0, "");
  assert.deepEqual(lines, []);
});

Deno.test("createDeliveryReport() tells the recovery once, and warns again at the next failure", () => {
  const { report, lines } = setUp();
  report.retrying(A, "status 503");
  report.delivered(A, 0, "");
  report.delivered(A, 0, "");
  report.retrying(A, "status 502");
  assert.equal(lines.length, 3);
  assert.equal(lines[1], "info: Connected again to http://a:4318");
  assert.match(lines[2] ?? "", /status 502/);
});

Deno.test("createDeliveryReport() counts at the recovery all that was dropped meanwhile, and no more", () => {
  const { report, lines } = setUp();
  report.dropped(A, { signal: "traces", itemCount: 7 }, "status 400");
  report.retrying(A, "connection refused");
  report.dropped(A, { signal: "traces", itemCount: 5 }, "connection refused");
  report.dropped(A, { signal: "logs", itemCount: 3 }, "connection refused");
  report.dropped(A, { signal: "traces", itemCount: 1 }, "connection refused");
  report.delivered(A, 0, "");
  assert.equal(
    lines.at(-1),
    "info: Connected again to http://a:4318; dropped meanwhile: 6 spans, 3 log records",
  );
  report.retrying(A, "connection refused");
  report.delivered(A, 0, "");
  assert.equal(lines.at(-1), "info: Connected again to http://a:4318");
});

Deno.test("createDeliveryReport() tells losses at most once a minute, and each of them once", () => {
  const { report, lines, wait } = setUp();
  report.dropped(A, { signal: "traces", itemCount: 5 }, "the queue is full");
  report.dropped(A, { signal: "traces", itemCount: 2 }, "the queue is full");
  wait(59_999);
  report.dropped(A, { signal: "logs", itemCount: 3 }, "the queue is full");
  wait(1);
  report.dropped(A, { signal: "traces", itemCount: 1 }, "status 413");
  assert.deepEqual(lines, [
    "warn: Dropped 5 spans for http://a:4318: the queue is full",
    "warn: Dropped 3 spans, 3 log records for http://a:4318: status 413",
  ]);
});

Deno.test("createDeliveryReport() does not hold back a destination's loss for another one's", () => {
  const { report, lines } = setUp();
  report.dropped(A, { signal: "traces", itemCount: 5 }, "status 400");
  report.dropped(B, { signal: "traces", itemCount: 6 }, "status 401");
  assert.deepEqual(lines, [
    "warn: Dropped 5 spans for http://a:4318: status 400",
    "warn: Dropped 6 spans for http://b:4318: status 401",
  ]);
});

Deno.test("createDeliveryReport() keeps destinations apart", () => {
  const { report, lines } = setUp();
  report.retrying(A, "connection refused");
  report.delivered(B, 0, "");
  assert.equal(lines.length, 1);
});

Deno.test("createDeliveryReport() tells rejected items and a receiver's remark", () => {
  const { report, lines } = setUp();
  report.delivered(A, 3, "too old");
  report.delivered(B, 0, "use a newer version");
  assert.deepEqual(lines, [
    "warn: http://a:4318 rejected 3 items: too old",
    "warn: http://b:4318 says: use a newer version",
  ]);
});

Deno.test("createDeliveryReport() tells rejections at most once a minute, however they are worded", () => {
  const { report, lines, wait } = setUp();
  for (let i = 0; i < 121; i++) {
    report.delivered(A, 2, `span ${i} is too old`);
    wait(1000);
  }
  assert.deepEqual(lines, [
    "warn: http://a:4318 rejected 2 items: span 0 is too old",
    "warn: http://a:4318 rejected 120 items: span 60 is too old",
    "warn: http://a:4318 rejected 120 items: span 120 is too old",
  ]);
});

Deno.test("createDeliveryReport() sums up in one line what the end of the process costs", () => {
  const { report, lines } = setUp();
  report.lost(A, [
    { signal: "traces", itemCount: 5 },
    { signal: "logs", itemCount: 1 },
    { signal: "traces", itemCount: 2 },
  ]);
  assert.deepEqual(lines, [
    "warn: Lost 7 spans, 1 log record: http://a:4318 did not take them before telemetry ended",
  ]);
});

Deno.test("end() tells what was dropped and not told yet, once", () => {
  const { report, lines } = setUp();
  report.dropped(A, { signal: "traces", itemCount: 5 }, "status 400");
  report.dropped(A, { signal: "traces", itemCount: 2 }, "status 400");
  report.dropped(A, { signal: "logs", itemCount: 1 }, "status 400");
  report.end();
  report.end();
  assert.deepEqual(lines, [
    "warn: Dropped 5 spans for http://a:4318: status 400",
    "warn: Dropped 2 spans, 1 log record more for http://a:4318",
  ]);
});

Deno.test("createDeliveryReport() tells replaced values once a minute, and the rest at the end", () => {
  const { report, lines, wait } = setUp();
  report.repaired(A, 1);
  report.repaired(A, 2);
  wait(60_000);
  report.repaired(A, 3);
  report.repaired(A, 4);
  report.end();
  const line = (values: string) =>
    `warn: Replaced ${values} for ${A}: there is no form to send them in`;
  assert.deepEqual(lines, [line("1 value"), line("5 values"), line("4 values")]);
});

Deno.test("createDeliveryReport() does not tell what is dropped, when it was told as lost at an end that was none", () => {
  const { report, lines } = setUp();
  report.lost(A, [{ signal: "traces", itemCount: 3 }]);
  report.dropped(A, { signal: "traces", itemCount: 2 }, "refused");
  report.dropped(A, { signal: "traces", itemCount: 2 }, "refused");
  report.end();
  assert.deepEqual(lines, [
    "warn: Lost 3 spans: http://a:4318 did not take them before telemetry ended",
    "warn: Dropped 1 span for http://a:4318: refused",
  ]);
});

Deno.test("createDeliveryReport() tells what is dropped of another signal, and for another destination, than was lost", () => {
  const { report, lines } = setUp();
  report.lost(A, [{ signal: "traces", itemCount: 3 }]);
  report.dropped(A, { signal: "logs", itemCount: 1 }, "refused");
  report.dropped(B, { signal: "traces", itemCount: 1 }, "refused");
  assert.deepEqual(lines.slice(1), [
    "warn: Dropped 1 log record for http://a:4318: refused",
    "warn: Dropped 1 span for http://b:4318: refused",
  ]);
});

Deno.test("createDeliveryReport() tells of all that an earlier run had left, once no more of it comes", () => {
  const { report, lines, wait } = setUp();
  const replay = (signal: "traces" | "logs", itemCount: number) => {
    report.delivered(A, 0, "");
    report.replayed(A, { signal, itemCount });
  };
  replay("logs", 20);
  assert.deepEqual(lines, [
    "info: Delivered 20 log records to http://a:4318 that an earlier run had left",
  ]);
  wait(1000);
  replay("traces", 20);
  wait(1000);
  replay("traces", 6);
  wait(1000);
  report.delivered(A, 0, "");
  assert.equal(lines.length, 1);
  wait(10_000);
  report.delivered(A, 0, "");
  report.delivered(A, 0, "");
  assert.deepEqual(lines.slice(1), [
    "info: Delivered 26 spans to http://a:4318 that an earlier run had left",
  ]);
});

Deno.test("createDeliveryReport() tells once a minute of what an earlier run had left, and at the end", () => {
  const { report, lines, wait } = setUp();
  for (let i = 0; i < 90; i++) {
    report.replayed(A, { signal: "traces", itemCount: 1 });
    wait(1000);
  }
  report.replayed(B, { signal: "metrics", itemCount: 1 });
  report.end();
  report.end();
  assert.deepEqual(lines, [
    "info: Delivered 1 span to http://a:4318 that an earlier run had left",
    "info: Delivered 60 spans to http://a:4318 that an earlier run had left",
    "info: Delivered 1 data point to http://b:4318 that an earlier run had left",
    "info: Delivered 29 spans to http://a:4318 that an earlier run had left",
  ]);
});
