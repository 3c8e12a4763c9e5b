import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { MAY_WRITE } from "../testdata/test_spool.ts";
import { SegmentFile } from "./segment_file.ts";

const ignore = !MAY_WRITE;
const BYTES = Uint8Array.of(1, 2, 3);

/** A path in a folder of its own, which is removed at the end. */
function makePath(): Disposable & { readonly path: string } {
  const folder = Deno.makeTempDirSync();
  return {
    path: `${folder}/file`,
    [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }),
  };
}

Deno.test(
  "SegmentFile.takeOver() returns undefined, when somebody has the file",
  { ignore },
  () => {
    using place = makePath();
    const file = SegmentFile.create(place.path)!;
    file.append(BYTES);
    equal(SegmentFile.takeOver(place.path), undefined);
    file.release();

    const taken = SegmentFile.takeOver(place.path)!;
    equal(taken.size, 3);
    deepEqual(taken.read(1, 9), Uint8Array.of(2, 3));
    taken.remove();
    equal(SegmentFile.takeOver(place.path), undefined);
  },
);

Deno.test("SegmentFile.create() throws, when the file is there already", { ignore }, () => {
  using place = makePath();
  Deno.writeFileSync(place.path, BYTES);
  throws(() => SegmentFile.create(place.path), Deno.errors.AlreadyExists);
});

Deno.test("SegmentFile.append() writes over what was cut off, when it was cut", { ignore }, () => {
  using place = makePath();
  const file = SegmentFile.create(place.path)!;
  file.append(BYTES);
  file.truncate(1);
  file.append(Uint8Array.of(9));

  deepEqual(Deno.readFileSync(place.path), Uint8Array.of(1, 9));
  file.release();
});

Deno.test("SegmentFile.restore() makes the file again with its lock, when it was removed", {
  ignore: ignore || Deno.build.os === "windows",
}, () => {
  using place = makePath();
  const file = SegmentFile.create(place.path)!;
  file.append(BYTES);
  equal(file.isInPlace(), true);
  Deno.removeSync(place.path);
  equal(file.isInPlace(), false);
  file.restore();

  equal(file.isInPlace(), true);
  equal(SegmentFile.takeOver(place.path), undefined);
  file.append(Uint8Array.of(4));
  deepEqual(Deno.readFileSync(place.path), Uint8Array.of(1, 2, 3, 4));
  file.release();
});

Deno.test("SegmentFile.remove() leaves a file alone, when it is another one by now", {
  ignore: ignore || Deno.build.os === "windows",
}, () => {
  using place = makePath();
  const file = SegmentFile.create(place.path)!;
  Deno.removeSync(place.path);
  Deno.writeFileSync(place.path, BYTES);
  file.remove();

  ok(Deno.statSync(place.path).size === 3);
});
