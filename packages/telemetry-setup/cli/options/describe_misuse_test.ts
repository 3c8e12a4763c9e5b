import assert from "node:assert/strict";
import { describeMisuse } from "./describe_misuse.ts";

const OPTIONS = { known: ["--json", "-h"], otherwise: "Cannot use it: empty" };

Deno.test("describeMisuse() names the first option that is not known, without its value", () => {
  const messages: Readonly<Record<string, string>> = {
    "--xml": "Cannot use --xml: no such option; see --help",
    "--json a -x --xml": "Cannot use -x: no such option; see --help",
    "-h --token=s3cret": "Cannot use --token: no such option; see --help",
    "--json=s3cret": "Cannot use --json: it takes no value; see --help",
  };
  for (const [line, message] of Object.entries(messages)) {
    assert.equal(describeMisuse(line.split(" "), OPTIONS), message);
  }
});

Deno.test("describeMisuse() says what else is wrong, and no argument, when it knows all options", () => {
  for (const args of [[], ["--json", "--", "-"], ["https://user:s3cret@host/"]]) {
    assert.equal(describeMisuse(args, OPTIONS), "Cannot use it: empty; see --help");
  }
});
