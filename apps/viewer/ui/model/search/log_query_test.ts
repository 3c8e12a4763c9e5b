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

Deno.test("logQuery() asks for less than a severity, and for none of what is excluded", () => {
  deepEqual(
    logQuery("-level:warn -service:bank -service:shop -run:r1 -scope:sql -trace:4bf9 -span:00f0"),
    {
      maxSeverity: 12,
      notServices: ["bank", "shop"],
      notRuns: ["r1"],
      notScopes: ["sql"],
      notTraceIds: ["4bf9"],
      notSpanIds: ["00f0"],
    },
  );
});

Deno.test("logQuery() asks for the attribute, when a service or run has to be there at all", () => {
  deepEqual(logQuery("service:* -run:*"), {
    attributes: [
      { key: "service.name", negated: false },
      { key: "otel_deno.run.id", negated: true },
    ],
  });
});
