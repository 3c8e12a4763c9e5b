import {
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
} from "@opentelemetry/sdk-metrics";
import { deepEqual, equal } from "node:assert/strict";
import { AttributeKeysFilter } from "./attribute_keys_filter.ts";
import { isKeysFilter } from "./is_keys_filter.ts";
import { leavesOut } from "./leaves_out.ts";

const OWN = new AttributeKeysFilter((key) => key !== "b");

Deno.test("isKeysFilter() knows this distribution's and npm's, and no processor of a user's", () => {
  equal(isKeysFilter(OWN), true);
  equal(isKeysFilter(createAllowListAttributesProcessor(["a"])), true);
  equal(isKeysFilter(createDenyListAttributesProcessor(["a"])), true);
  equal(isKeysFilter({ process: (incoming) => incoming }), false);
});

Deno.test("leavesOut() says what is left out by at least one of several", () => {
  const processors = [
    createAllowListAttributesProcessor(["a", "b", "c"]),
    OWN,
    createDenyListAttributesProcessor(["c"]),
  ];
  deepEqual(["a", "b", "c", "d"].map((key) => leavesOut(processors, key)), [
    false,
    true,
    true,
    true,
  ]);
  equal(leavesOut([], "a"), false);
});
