import { deepEqual, equal, throws } from "node:assert/strict";
import { FolderLock } from "./folder_lock.ts";
import { MAY_WRITE } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;

/** A file to lock, which is removed at the end, and a clock that goes on where somebody waits. */
class TestPlace implements Disposable {
  readonly #folder = Deno.makeTempDirSync();
  readonly path: string = `${this.#folder}/marker`;
  readonly slept: number[] = [];
  time = 0;
  onSleep = () => {};

  constructor() {
    Deno.writeTextFileSync(this.path, "");
  }

  lock(): FolderLock {
    return new FolderLock(this.path, {
      now: () => this.time,
      sleep: (millis) => {
        this.time += millis;
        this.slept.push(millis);
        this.onSleep();
      },
    });
  }

  /** Takes the lock, as another process would. */
  occupy(): Deno.FsFile {
    const file = Deno.openSync(this.path, { read: true, write: true });
    equal(file.tryLockSync(true), true);
    return file;
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#folder, { recursive: true });
  }
}

Deno.test("FolderLock.hold() has the lock while the action runs, and not after it", {
  ignore,
}, () => {
  using place = new TestPlace();
  using other = Deno.openSync(place.path, { read: true, write: true });
  deepEqual(place.lock().hold(() => other.tryLockSync(true)), false);
  throws(() =>
    place.lock().hold(() => {
      throw new Error("no space left");
    }), /no space left/);
  equal(other.tryLockSync(true), true);
});

Deno.test("FolderLock.hold() waits, when somebody else has the lock", { ignore }, () => {
  using place = new TestPlace();
  const other = place.occupy();
  place.onSleep = () => {
    if (place.slept.length === 20) other.close();
  };
  using third = Deno.openSync(place.path, { read: true, write: true });
  equal(place.lock().hold(() => third.tryLockSync(true)), false);
  equal(place.slept.length, 20);
});

Deno.test(
  "FolderLock.hold() goes on without the lock, and waits no more, when nobody gives it back",
  {
    ignore,
  },
  () => {
    using place = new TestPlace();
    using _other = place.occupy();
    const lock = place.lock();
    equal(lock.hold(() => "done"), "done");
    equal(place.time, 250);
    equal(lock.hold(() => "done"), "done");
    equal(place.time, 250);

    place.time = 10_250;
    lock.hold(() => {});
    equal(place.time, 10_500);
  },
);

Deno.test("FolderLock.hold() runs the action, when there is no file to lock", { ignore }, () => {
  using place = new TestPlace();
  Deno.removeSync(place.path);
  equal(place.lock().hold(() => "done"), "done");
  deepEqual(place.slept, []);
});
