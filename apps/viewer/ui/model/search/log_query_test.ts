import { deepEqual } from "node:assert/strict";
import { logQuery } from "./log_query.ts";

Deno.test("logQuery() asks for words, severity, ids and attributes", () => {
  deepEqual(
    logQuery("card declined level:WARN service:bank span:00f0 trace:4bf9 user.id:7 -a.b:c"),
    {
      text: "card declined",
      minSeverity: 13,
      service: "bank",
      spanId: "00f0",
      traceId: "4bf9",
      attributes: [
        { key: "user.id", negated: false, value: "7" },
        { key: "a.b", negated: true, value: "c" },
      ],
    },
  );
});

Deno.test("logQuery() asks for less than a severity, and no service or run, when they are excluded", () => {
  deepEqual(logQuery("-level:warn -service:bank -run:r1"), {
    maxSeverity: 12,
    attributes: [
      { key: "service.name", negated: true, value: "bank" },
      { key: "otel_deno.run.id", negated: true, value: "r1" },
    ],
  });
});
