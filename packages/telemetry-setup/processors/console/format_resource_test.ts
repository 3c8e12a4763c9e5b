import { resourceFromAttributes } from "@opentelemetry/resources";
import { deepEqual, equal } from "node:assert/strict";
import { formatResource } from "./format_resource.ts";

Deno.test("formatResource() prints the schema's URL, when the resource has one", () => {
  const schemaUrl = "https://opentelemetry.io/schemas/1.37.0";
  equal(formatResource(resourceFromAttributes({}, { schemaUrl })).schema_url, schemaUrl);
});

Deno.test("formatResource() prints an empty URL after the attributes, when there is no schema", () => {
  const formatted = formatResource(resourceFromAttributes({ "service.name": "dice-server" }));
  deepEqual(Object.entries(formatted), [
    ["attributes", { "service.name": "dice-server" }],
    ["schema_url", ""],
  ]);
});
