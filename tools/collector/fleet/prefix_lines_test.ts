import assert from "node:assert/strict";
import { prefixLines } from "./prefix_lines.ts";

async function prefix(parts: readonly string[]): Promise<readonly string[]> {
  const written: string[] = [];
  const encoder = new TextEncoder();
  const stream = ReadableStream.from(parts.map((part) => encoder.encode(part)));
  await prefixLines(stream, "agent | ", (text) => written.push(text));
  return written;
}

Deno.test("prefixLines() writes whole lines, when they come in pieces", async () => {
  assert.deepEqual(await prefix(["one\ntw", "o", "\n"]), ["agent | one\n", "agent | two\n"]);
});

Deno.test("prefixLines() ends the last line, when the stream does not", async () => {
  assert.deepEqual(await prefix(["one\ntwo"]), ["agent | one\n", "agent | two\n"]);
});

Deno.test("prefixLines() writes nothing, when nothing comes", async () => {
  assert.deepEqual(await prefix([]), []);
});

Deno.test("prefixLines() keeps a character whole, when it comes in two parts", async () => {
  const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xbc, 0x0a])];
  const written: string[] = [];
  await prefixLines(ReadableStream.from([first, second]), "> ", (text) => written.push(text));
  assert.deepEqual(written, ["> ü\n"]);
});
