import { deepEqual } from "node:assert/strict";
import { traceQuery } from "./trace_query.ts";

Deno.test("traceQuery() asks for what the contract has a field for", () => {
  deepEqual(
    traceQuery(
      'check out service:shop name:"GET /a" route:"GET /a" status:error duration>10ms duration<1s',
    ),
    {
      text: "check out",
      service: "shop",
      name: "GET /a",
      route: "GET /a",
      status: "error",
      minDurationNano: 10_000_000,
      maxDurationNano: 1_000_000_000,
    },
  );
});

Deno.test("traceQuery() makes attributes of the rest, and of what is excluded", () => {
  deepEqual(traceQuery("user.id:7 route:/a -service:* -route:/health exception.type:*"), {
    attributes: [
      { key: "user.id", negated: false, value: "7" },
      { key: "http.route", negated: false, value: "/a" },
      { key: "service.name", negated: true },
      { key: "http.route", negated: true, value: "/health" },
      { key: "exception.type", negated: false },
    ],
  });
});

Deno.test("traceQuery() turns a status around, when it is excluded", () => {
  deepEqual(traceQuery("-status:error"), { status: "ok" });
  deepEqual(traceQuery("-status:ok"), { status: "error" });
});

Deno.test("traceQuery() leaves a duration out, when it is half typed", () => {
  deepEqual(traceQuery("duration>1x"), {});
});

Deno.test("traceQuery() excludes names, routes, services and runs, several of each", () => {
  deepEqual(traceQuery('-name:"GET /a" -name:poll -route:"GET /b" -service:shop -run:r1 -run:r2'), {
    notNames: ["GET /a", "poll"],
    notRoutes: ["GET /b"],
    notServices: ["shop"],
    notRuns: ["r1", "r2"],
  });
});

Deno.test("traceQuery() turns a duration around, when it is excluded", () => {
  deepEqual(traceQuery("-duration>10ms"), { maxDurationNano: 10_000_000 });
  deepEqual(traceQuery("-duration<10ms"), { minDurationNano: 10_000_000 });
});

Deno.test("traceQuery() asks for the status of answers, when it is a number", () => {
  deepEqual(traceQuery("status:500 -status:404"), {
    attributes: [
      { key: "http.response.status_code", negated: false, value: "500" },
      { key: "http.response.status_code", negated: true, value: "404" },
    ],
  });
});
