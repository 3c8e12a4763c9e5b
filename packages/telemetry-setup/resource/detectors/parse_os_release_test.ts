import assert from "node:assert/strict";
import { parseOsRelease } from "./parse_os_release.ts";

for (
  const [name, text, expected] of [
    [
      "Debian",
      'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nID=debian\n',
      { name: "Debian GNU/Linux", prettyName: "Debian GNU/Linux 13 (trixie)" },
    ],
    [
      "Alpine, with single quotation marks and blanks",
      "# of the image\n NAME='Alpine Linux' \r\nPRETTY_NAME=Alpine\n",
      { name: "Alpine Linux", prettyName: "Alpine" },
    ],
    ["escaped characters", 'NAME="The \\"best\\" \\$x \\\\"\n', { name: 'The "best" $x \\' }],
    ["a name only", "NAME=Fedora", { name: "Fedora" }],
    ["empty values", 'NAME=""\nPRETTY_NAME=\n', {}],
    ["nothing", "", {}],
    ["nonsense", "=\nNAME\n\u0000=1\nNAMES=x", {}],
  ] as const
) {
  Deno.test(`parseOsRelease() reads ${name}`, () => {
    assert.deepEqual(parseOsRelease(text), expected);
  });
}
