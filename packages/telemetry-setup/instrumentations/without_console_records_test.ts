import assert from "node:assert/strict";
import { consoleRecordsSuppressed, withoutConsoleRecords } from "./without_console_records.ts";

Deno.test("withoutConsoleRecords() holds while its callback runs, and gives back what it returns", () => {
  assert.equal(consoleRecordsSuppressed(), false);
  assert.equal(withoutConsoleRecords(consoleRecordsSuppressed), true);
  assert.equal(consoleRecordsSuppressed(), false);
});

Deno.test("withoutConsoleRecords() ends, when its callback throws", () => {
  const fail = () => {
    throw new Error("own");
  };
  assert.throws(() => withoutConsoleRecords(fail), { message: "own" });
  assert.equal(consoleRecordsSuppressed(), false);
});

Deno.test("withoutConsoleRecords() holds for what its callback starts, and for nothing else", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const later = withoutConsoleRecords(async () => {
    await promise;
    return consoleRecordsSuppressed();
  });
  const elsewhere = promise.then(consoleRecordsSuppressed);
  resolve();
  assert.deepEqual(await Promise.all([later, elsewhere]), [true, false]);
});
