import assert from "node:assert/strict";
import { formatNotices } from "./format_notices.ts";

Deno.test("formatNotices() writes terms that several packages have once, below their names", () => {
  const text = formatNotices([
    { id: "a@1.0.0", texts: ["Apache\n"] },
    { id: "b@2.0.0", texts: ["ISC\r\nby B", "NOTICE of B"] },
    { id: "@c/d@3.0.0", texts: ["\nApache"] },
  ]);
  const parts = text.split(/\n-{80}\n\n/);
  assert.deepEqual(parts.slice(1), [
    "a@1.0.0\n@c/d@3.0.0\n\nApache\n",
    "b@2.0.0\n\nISC\nby B\n\nNOTICE of B\n",
  ]);
});

Deno.test("formatNotices() throws, when a package does not say on which terms it is passed on", () => {
  assert.throws(
    () => formatNotices([{ id: "a@1.0.0", texts: [] }]),
    /^Error: Cannot pack: a@1\.0\.0 has no licence file$/,
  );
});
