import { equal } from "node:assert/strict";
import type { Exemplar } from "../exemplar.ts";
import { formatExemplar } from "./format_exemplar.ts";

const EXEMPLAR: Exemplar = {
  value: 0.25,
  time: [1_795_368_010, 5_000_000],
  filteredAttributes: {},
  traceId: "281a34561eb376d24d96813d75b4dd60",
  spanId: "51b4ed1acf5a0bb5",
};
const IDS = 'trace_id="281a34561eb376d24d96813d75b4dd60",span_id="51b4ed1acf5a0bb5"';

Deno.test("formatExemplar() writes ids, value and time in seconds", () => {
  equal(formatExemplar(EXEMPLAR), ` # {${IDS}} 0.25 1795368010.005`);
  equal(formatExemplar({ ...EXEMPLAR, time: [7, 0] }), ` # {${IDS}} 0.25 7`);
});

Deno.test("formatExemplar() writes braces, when there is no label", () => {
  const { value, time, filteredAttributes } = EXEMPLAR;
  equal(formatExemplar({ value, time, filteredAttributes }), " # {} 0.25 1795368010.005");
});

Deno.test("formatExemplar() adds attributes as far as 128 characters go, and never other ids", () => {
  const filteredAttributes = {
    trace_id: "another",
    "a.long": "x".repeat(60),
    fits: "𝄞".repeat(55),
    "has-no-room": "x",
  };
  equal(
    formatExemplar({ ...EXEMPLAR, filteredAttributes }),
    ` # {${IDS},fits="${"𝄞".repeat(55)}"} 0.25 1795368010.005`,
  );
});
