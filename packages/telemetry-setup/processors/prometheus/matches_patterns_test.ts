import { equal } from "node:assert/strict";
import { matchesPatterns } from "./matches_patterns.ts";

Deno.test("matchesPatterns() takes all names, when nothing is said", () => {
  equal(matchesPatterns("service.name", {}), true);
});

Deno.test("matchesPatterns() minds case and takes a dot for a dot", () => {
  equal(matchesPatterns("service.name", { included: ["Service.*"] }), false);
  equal(matchesPatterns("serviceXname", { included: ["service.name"] }), false);
});

Deno.test("matchesPatterns() leaves out what is excluded, when it is included as well", () => {
  const patterns = { included: ["service.*"], excluded: ["*.id", "host.????"] };
  equal(matchesPatterns("service.name", patterns), true);
  equal(matchesPatterns("service.instance.id", patterns), false);
  equal(matchesPatterns("host.name", patterns), false);
});
