import assert from "node:assert/strict";
import { separateSources } from "./separate_sources.ts";
import { Sourced } from "./sourced.ts";

Deno.test("separateSources() shows what is to be shown, and keeps the value", () => {
  assert.deepEqual(
    separateSources<{ token: string }>({ token: new Sourced("s3cr3t", "file", "***") }),
    {
      value: { token: "s3cr3t" },
      explanation: [{ path: "token", value: "***", source: "file" }],
    },
  );
});

Deno.test("separateSources() tells of a list before it tells of its parts", () => {
  const { value, explanation } = separateSources<{ list: { size: number }[] }>({
    list: new Sourced<{ size: number }[]>(
      [{ size: new Sourced(1, "code") }, { size: 2 }],
      "OTEL_LIST",
      ["a", "b"],
    ),
  });
  assert.deepEqual(value, { list: [{ size: 1 }, { size: 2 }] });
  assert.deepEqual(explanation, [
    { path: "list", value: ["a", "b"], source: "OTEL_LIST" },
    { path: "list[0].size", value: 1, source: "code" },
  ]);
});

Deno.test("separateSources() tells nothing of what has no source", () => {
  assert.deepEqual(separateSources({ a: [null, { b: "c" }] }), {
    value: { a: [null, { b: "c" }] },
    explanation: [],
  });
});
