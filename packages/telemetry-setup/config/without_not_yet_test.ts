import assert from "node:assert/strict";
import { withoutNotYet } from "./without_not_yet.ts";

Deno.test("withoutNotYet() leaves all as it is, when everything is acted on", () => {
  assert.deepEqual(withoutNotYet(["a", "b"]), { usable: [["a", "b"]], refused: [] });
  assert.deepEqual(withoutNotYet([], ["a"]), { usable: [[]], refused: [] });
  assert.deepEqual(withoutNotYet("b", ["a"]), { usable: ["b"], refused: [] });
});

Deno.test("withoutNotYet() leaves nothing, when nothing acts on any name of the list", () => {
  assert.deepEqual(withoutNotYet(["a", "b"], ["a", "b"]), { usable: [], refused: ["a", "b"] });
});

Deno.test("withoutNotYet() takes out a boolean, when its name is among them", () => {
  assert.deepEqual(withoutNotYet(false, ["false"]), { usable: [], refused: ["false"] });
  assert.deepEqual(withoutNotYet(true, ["false"]), { usable: [true], refused: [] });
});
