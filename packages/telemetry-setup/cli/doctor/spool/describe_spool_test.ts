import assert from "node:assert/strict";
import type { SpooledRoute, SpoolInspection } from "../../../transports/spool/inspect_spool.ts";
import { describeSpool } from "./describe_spool.ts";

const NOW = 1_795_392_000_000;
const EMPTY: SpoolInspection = {
  isSpool: true,
  bytes: 0,
  waiting: [],
  quarantined: [],
  unreadableFiles: 0,
};
const ROUTE: SpooledRoute = {
  signal: "traces",
  destination: "http://a:4318",
  destinationDigest: "1",
  itemCount: 512,
  bytes: 120_000,
  oldestTime: NOW - 180_000,
  damagedItems: 0,
};
const describe = (inspection: Partial<SpoolInspection>) =>
  describeSpool({ ...EMPTY, ...inspection }, { folder: "/spool", now: NOW })
    .map(({ ok, message }) => [ok, message]);

Deno.test("describeSpool() says that nothing waits", () => {
  assert.deepEqual(describe({}), [[true, "nothing waits in /spool"]]);
});

Deno.test("describeSpool() says what waits for whom, and since when", () => {
  const one: SpooledRoute = { ...ROUTE, signal: "logs", destination: "", itemCount: 1, bytes: 300 };
  assert.deepEqual(describe({ bytes: 123_456, waiting: [ROUTE, { ...one, oldestTime: NOW }] }), [
    [true, "123 kB in /spool, the oldest of 3 min ago"],
    [true, "512 spans for http://a:4318 wait to be sent, 120 kB"],
    [true, "1 log record for an unknown receiver waits to be sent, 300 bytes"],
  ]);
});

Deno.test("describeSpool() finds wrong what a receiver has refused, by its reasons", () => {
  const quarantined = [{ ...ROUTE, reasons: { "status 400": 500, "": 12 } }];
  const hint = "send again with --replay, delete with --purge";
  assert.deepEqual(describe({ quarantined }).slice(1), [
    [false, `Cannot deliver 500 spans to http://a:4318: refused (status 400); ${hint}`],
    [false, `Cannot deliver 12 spans to http://a:4318: refused (no reason is known); ${hint}`],
  ]);
});

Deno.test("describeSpool() finds wrong what cannot be read any more", () => {
  const waiting = [{ ...ROUTE, itemCount: 0, damagedItems: 3 }];
  assert.deepEqual(describe({ waiting, unreadableFiles: 2 }).slice(1), [
    [false, "Cannot read 3 spans: damaged in /spool"],
    [false, "Cannot read 2 files in /spool"],
  ]);
});
