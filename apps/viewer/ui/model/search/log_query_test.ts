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
