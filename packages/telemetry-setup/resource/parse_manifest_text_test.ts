import assert from "node:assert/strict";
import { parseManifestText } from "./parse_manifest_text.ts";

Deno.test("parseManifestText() takes comments, trailing commas and a byte order mark", () => {
  const text = '\ufeff{\n  // the name\n  "name": "@me/dice", /* no version */\n}\n';
  assert.deepEqual(parseManifestText(text), { name: "@me/dice" });
});

Deno.test("parseManifestText() leaves what looks like a comment in a value", () => {
  const text = '{ "name": "https://me.example/dice", "note": "/* none */, }" }';
  assert.deepEqual(parseManifestText(text), {
    name: "https://me.example/dice",
    note: "/* none */, }",
  });
});

Deno.test("parseManifestText() gives nothing for what is not JSON", () => {
  for (const text of ["", "{", "name: dice", "{ 'name': 1 }"]) {
    assert.equal(parseManifestText(text), undefined, text);
  }
  assert.equal(parseManifestText("null"), null);
});
