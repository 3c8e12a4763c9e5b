import { equal, ok } from "node:assert/strict";
import { hashText } from "./hash_text.ts";

Deno.test("hashText() gives safe integers of 52 bits that differ, also for texts that hardly do", () => {
  const hashes = new Set<number>();
  const upperHalf = { count: 0 };
  for (let index = 0; index < 100_000; index++) {
    const hash = hashText(`client.port\u001f${index}`);
    ok(Number.isSafeInteger(hash) && hash >= 0 && hash < 2 ** 52);
    if (hash >= 2 ** 51) upperHalf.count++;
    hashes.add(hash);
  }
  equal(hashes.size, 100_000);
  ok(Math.abs(upperHalf.count - 50_000) < 1000, `${upperHalf.count} in the upper half`);
});
