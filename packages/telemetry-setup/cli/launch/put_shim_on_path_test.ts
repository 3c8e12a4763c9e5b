import assert from "node:assert/strict";
import { putShimOnPath } from "./put_shim_on_path.ts";

const SHIM = "/otel/dist/entries/otel-deno-bin";
const put = (path: string, files: readonly string[] = [`${SHIM}/deno`, "/bin/deno"]) =>
  putShimOnPath(path, { entries: "/otel/dist/entries", exists: (file) => files.includes(file) });

Deno.test("putShimOnPath() puts the shim first, once, and no other with it", () => {
  assert.equal(put("/x:/bin:"), `${SHIM}:/x:/bin:`);
  assert.equal(put(`${SHIM}:/bin`), `${SHIM}:/bin`);
  assert.equal(put(`/other/otel-deno-bin:/bin`), `${SHIM}:/bin`);
});

Deno.test("putShimOnPath() leaves a PATH without deno as it is", () => {
  assert.equal(put("/x"), undefined);
  assert.equal(put(SHIM), undefined);
});

Deno.test("putShimOnPath() leaves PATH as it is where there is no shim", () => {
  assert.equal(put("/bin", ["/bin/deno"]), undefined);
});
