import { equal } from "node:assert/strict";
import { queryString } from "./query_string.ts";

Deno.test("queryString() writes a parameter for each attribute, as the contract has them", () => {
  equal(
    queryString({
      text: "a b",
      limit: 5,
      cursor: undefined,
      attributes: [
        { key: "user.id", value: "7", negated: false },
        { key: "http.route", value: "/a:b", negated: true },
        { key: "error.type", negated: false },
      ],
    }),
    "?text=a+b&limit=5&attribute=user.id%3A7&attribute=%21http.route%3A%2Fa%3Ab&attribute=error.type",
  );
});

Deno.test("queryString() writes a parameter for each thing that is excluded", () => {
  equal(
    queryString({ notNames: ["a b", "c"], notRoutes: ["/d"] }),
    "?notName=a+b&notName=c&notRoute=%2Fd",
  );
  equal(
    queryString({
      notServices: ["a"],
      notScopes: ["b"],
      notRuns: ["c"],
      notTraceIds: ["d"],
      notSpanIds: ["e", "f"],
    }),
    "?notService=a&notScope=b&notRun=c&notTraceId=d&notSpanId=e&notSpanId=f",
  );
});

Deno.test("queryString() is empty, when nothing is asked", () => {
  equal(queryString({ text: undefined }), "");
});
