import { equal } from "node:assert/strict";
import { translateUnit } from "./translate_unit.ts";

Deno.test("translateUnit() puts units into words", () => {
  const cases: Readonly<Record<string, string>> = {
    s: "seconds",
    By: "bytes",
    "By/s": "bytes_per_second",
    "{roll}/min": "per_minute",
    "1/s": "per_second",
    "%": "percent",
    Cel: "celsius",
    "{packet}": "",
    "": "",
    "1": "",
    furlong: "furlong",
    "kg.m": "kg_m",
  };
  for (const [unit, words] of Object.entries(cases)) {
    equal(translateUnit(unit, { ratio: false }), words, unit);
  }
});

Deno.test("translateUnit() calls 1 a ratio, when it is one", () => {
  equal(translateUnit("1", { ratio: true }), "ratio");
});
