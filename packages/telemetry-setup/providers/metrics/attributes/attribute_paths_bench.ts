import type { Attributes } from "@opentelemetry/api";
import { AttributePaths } from "./attribute_paths.ts";
import { attributesKey } from "./attributes_key.ts";

/** As npm's SDK looks attributes up. */
function jsonKey(attributes: Attributes): string {
  return JSON.stringify(Object.keys(attributes).sort().map((key) => [key, attributes[key]]));
}

function five(index: number): Attributes {
  const method = index % 2 === 0 ? "GET" : "POST";
  return { method, route: "/", status: 200, scheme: "http", player: "ann" };
}

const paths = new AttributePaths<number>();
const byJson = new Map<string, number>();
const byKey = new Map<string, number>();
for (const attributes of [five(0), five(1)]) {
  paths.insert(attributes, 1);
  byJson.set(jsonKey(attributes), 1);
  byKey.set(attributesKey(attributes), 1);
}
let index = 0;
let sum = 0;

const group = "five attributes, fresh object";
Deno.bench("sorted and as JSON", { group, baseline: true }, () => {
  sum += byJson.get(jsonKey(five(index++)))!;
});
Deno.bench("attributesKey()", { group }, () => {
  sum += byKey.get(attributesKey(five(index++)))!;
});
Deno.bench("AttributePaths", { group }, () => {
  sum += paths.find(five(index++))!;
});
Deno.bench("making the object alone", { group }, () => {
  sum += five(index++)["status"] as number;
});
