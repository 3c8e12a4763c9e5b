import assert from "node:assert/strict";
import { replaceSection } from "./replace_section.ts";

const PAGE = "# Page\n\n<!-- costs -->\n\nold $&\n\n<!-- end of costs -->\n\nMore\n";

Deno.test("replaceSection() keeps what is around, and takes the text as it is", () => {
  const replaced = replaceSection(PAGE, { name: "costs", text: "new $& text" });
  assert.equal(
    replaced,
    "# Page\n\n<!-- costs -->\n\nnew $& text\n\n<!-- end of costs -->\n\nMore\n",
  );
  assert.equal(replaceSection(replaced, { name: "costs", text: "old $&" }), PAGE);
});

for (
  const [what, page] of [
    ["no section", "# Page\n"],
    ["no end", "<!-- costs -->\n"],
    ["the end first", "<!-- end of costs -->\n<!-- costs -->\n"],
    ["two sections", PAGE + PAGE],
  ] as const
) {
  Deno.test(`replaceSection() refuses a page with ${what}`, () => {
    assert.throws(() => replaceSection(page, { name: "costs", text: "" }), {
      message: 'Cannot replace the section: the page has not one "costs" with an end',
    });
  });
}
