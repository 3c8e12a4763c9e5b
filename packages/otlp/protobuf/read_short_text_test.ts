import assert from "node:assert/strict";
import { readShortText } from "./read_short_text.ts";

const text = new TextEncoder();

Deno.test("readShortText() reads what stands between others, the same each time", () => {
  const bytes = text.encode("ab service.name cd");
  for (const _ of [1, 2]) {
    assert.equal(readShortText(bytes, 3, 12), "service.name");
    assert.equal(readShortText(bytes, 3, 0), "");
  }
});

Deno.test("readShortText() keeps texts apart, when there are more than it has room for", () => {
  for (const _ of [1, 2]) {
    for (let number = 0; number < 20_000; number++) {
      const bytes = text.encode(`key ${number}`);
      assert.equal(readShortText(bytes, 0, bytes.length), `key ${number}`);
    }
  }
});

Deno.test("readShortText() leaves to others what is not ASCII", () => {
  const bytes = text.encode("Würfel");
  assert.equal(readShortText(bytes, 0, bytes.length), undefined);
});
