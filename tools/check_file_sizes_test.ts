import assert from "node:assert/strict";
import { checkFileSizes } from "./check_file_sizes.ts";

Deno.test("checkFileSizes() fails above 400 lines and warns above 250, when files are long", () => {
  const sources = new Map([250, 251, 400, 401].map((n) => [`f${n}.ts`, "x;\n".repeat(n)] as const));
  assert.deepEqual(checkFileSizes(sources), {
    problems: ["f401.ts:1: 401 lines (at most 400)"],
    notes: [
      "warning: f251.ts:1: 251 lines (aim at 250)",
      "warning: f400.ts:1: 400 lines (aim at 250)",
      "warning: 4 files, median 400 lines of code (aim at 80)",
    ],
  });
});

Deno.test("checkFileSizes() counts no blank line and no comment, when it takes the median", () => {
  const source = "/**\n * x\n */\nconst a = 1; // y\n\n// z\nconst b = `\n\n`;\n";
  assert.deepEqual(checkFileSizes(new Map([["a.ts", source]])), {
    problems: [],
    notes: ["1 files, median 3 lines of code"],
  });
});

Deno.test("checkFileSizes() counts the last line, when it has no line end", () => {
  const { problems } = checkFileSizes(new Map([["a.ts", "x\n".repeat(400) + "x"]]));
  assert.deepEqual(problems, ["a.ts:1: 401 lines (at most 400)"]);
});
