import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { compressGzip } from "./compress_gzip.ts";

Deno.test("compressGzip() makes gzip of a payload", async () => {
  const payload = new TextEncoder().encode("telemetry ".repeat(100));
  const compressed = await compressGzip(payload);
  assert.ok(compressed.length < payload.length / 10);
  assert.deepEqual(new Uint8Array(gunzipSync(compressed)), payload);
});
