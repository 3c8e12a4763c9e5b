import { equal } from "node:assert/strict";
import { isKept } from "./figure.ts";

Deno.test("isKept() says whether a figure is within its limits, where it has any", () => {
  const figure = { name: "", value: 50, unit: "ms" } as const;
  equal(isKept(figure), undefined);
  equal(isKept({ ...figure, atMost: 50 }), true);
  equal(isKept({ ...figure, atMost: 49 }), false);
  equal(isKept({ ...figure, atLeast: 51 }), false);
  equal(isKept({ ...figure, atLeast: -5, atMost: 5 }), false);
  equal(isKept({ ...figure, value: NaN, atMost: 5 }), false);
});
