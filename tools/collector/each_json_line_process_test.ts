import assert from "node:assert/strict";
import { eachJsonLine } from "./each_json_line.ts";

const ignore = (["read", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

async function withFile(text: string, use: (path: string) => void): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, text);
    use(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test(
  "eachJsonLine() gives whole lines, also where they and their characters lie in two parts",
  { ignore },
  async () => {
    const lines = [{ a: 1 }, "\u{1f3b2}".repeat(700_000), ["x".repeat(2_500_000)], 4];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    await withFile(`${text}{"half":`, (path) => assert.deepEqual([...eachJsonLine(path)], lines));
  },
);

Deno.test(
  "eachJsonLine() gives nothing of a file that is empty or not there",
  { ignore },
  async () => {
    await withFile("", (path) => assert.deepEqual([...eachJsonLine(path)], []));
    assert.deepEqual([...eachJsonLine("/does/not/exist.jsonl")], []);
  },
);

Deno.test("eachJsonLine() closes the file when a reader has seen enough", { ignore }, async () => {
  await withFile("1\n2\n", (path) => {
    for (const line of eachJsonLine(path)) {
      assert.equal(line, 1);
      break;
    }
  });
});

Deno.test("eachJsonLine() throws when a whole line is no JSON", { ignore }, async () => {
  await withFile("{]\n", (path) => assert.throws(() => [...eachJsonLine(path)], SyntaxError));
});
