import { deepEqual, equal, ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { drainAdopted, MAY_WRITE, TestSpool } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE || Deno.permissions.querySync({ name: "run" }).state !== "granted";
const PROGRAM = fileURLToPath(new URL("./testdata/use_spool.ts", import.meta.url));

const MEBIBYTE = 1024 * 1024;

/** What processes said that they did. */
class Ledger {
  readonly written = new Set<string>();
  readonly settled = new Map<string, number>();
  readonly problems: string[] = [];
  dropped = 0;

  note(line: string): void {
    const [id = ""] = line.slice(1).split(" ");
    if (line.startsWith("+")) this.written.add(id);
    else if (line.startsWith("-")) this.settled.set(id, 1 + (this.settled.get(id) ?? 0));
    else if (line.startsWith("!")) this.dropped += Number(id);
    else this.problems.push(line);
  }
}

interface UseOptions {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
  readonly maxBytes: number;
  /** Bytes of a payload. */
  readonly largest: number;
  /** After so many lines it is killed. */
  readonly killAfter?: number;
}

/** Runs a process that uses the spool. */
async function use(folder: string, ledger: Ledger, options: UseOptions): Promise<void> {
  const { name, seed, count, maxBytes, largest, killAfter = Infinity } = options;
  const args = ["run", "--no-check", "--allow-read", "--allow-write", PROGRAM, folder];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, name, `${seed}`, `${count}`, `${maxBytes}`, `${largest}`],
    stdout: "piped",
  }).spawn();
  let text = "";
  let lines = 0;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    const complete = (text + part).split("\n");
    text = complete.pop()!;
    for (const line of complete) ledger.note(line);
    lines += complete.length;
    if (lines >= killAfter) kill(child);
  }
  const { signal, code } = await child.status;
  ok(signal === "SIGKILL" || code === 0, `${name} ended with ${code}`);
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended; what it said is still being read.
  }
}

/**
 * Checks that what is there was written, once.
 *
 * @returns How many payloads are neither there nor settled.
 */
function countMissing(
  { written, settled, problems }: Ledger,
  left: readonly string[],
  { killed }: { readonly killed: number },
): number {
  const ids = left.map((text) => text.slice(0, text.indexOf(" ")));
  const there = new Set(ids);
  equal(there.size, ids.length, "none is there twice");
  // Written, but the process was killed before it could say so.
  const unsaid = new Set([...ids, ...settled.keys()].filter((id) => !written.has(id)));
  ok(unsaid.size <= killed, `${[...unsaid]} were never written`);
  // Settled again where a process was killed while it settled: three of its own, three of others.
  const again = [...settled.values()].reduce((sum, times) => sum + times - 1, 0);
  ok(again <= killed * 6, `${again} settled twice`);
  deepEqual(problems, []);
  return [...written].filter((id) => !there.has(id) && !settled.has(id)).length;
}

Deno.test("Spool loses nothing that was written, when one process after the other is killed", {
  ignore,
}, async () => {
  using test = new TestSpool();
  test.now = Date.now();
  const ledger = new Ledger();
  const killed = 40;
  const options = { count: 1e6, maxBytes: 16 * MEBIBYTE, largest: 400_000 };
  for (let seed = 1; seed <= killed; seed++) {
    const killAfter = 1 + seed * 37 % 90;
    await use(test.folder, ledger, { ...options, name: `${seed}`, seed, killAfter });
  }

  const left = drainAdopted(test.open(options)!);
  ok(ledger.written.size > killed * 10, `${ledger.written.size} written`);
  equal(countMissing(ledger, left, { killed }), 0);
  // What was torn is counted where its size is known, though it was never said to be written.
  ok(ledger.dropped + test.droppedItems <= killed);
  deepEqual(test.files, []);
});

Deno.test("Spool loses nothing that was written, when 20 processes share it and half are killed", {
  ignore,
}, async () => {
  using test = new TestSpool();
  test.now = Date.now();
  const ledger = new Ledger();
  const options = { count: 60, maxBytes: 64 * MEBIBYTE, largest: 300_000 };
  await Promise.all(Array.from({ length: 20 }, (_, index) =>
    use(test.folder, ledger, {
      ...options,
      name: `${index}`,
      seed: index + 1,
      ...(index % 2 === 0 ? {} : { killAfter: 10 + index * 5 }),
    })));

  const left = drainAdopted(test.open(options)!);
  equal(countMissing(ledger, left, { killed: 10 }), 0);
  ok(ledger.dropped + test.droppedItems <= 10);
  deepEqual(test.files, []);
});

Deno.test("Spool keeps to its limit and counts every loss, when 20 processes write too much", {
  ignore,
}, async () => {
  using test = new TestSpool();
  test.now = Date.now();
  const ledger = new Ledger();
  const options = { count: 300, maxBytes: MEBIBYTE, largest: 25_000 };
  let isRunning = true;
  let largest = 0;
  const watch = (async () => {
    while (isRunning) {
      largest = Math.max(largest, test.bytes);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  await Promise.all(
    Array.from(
      { length: 20 },
      (_, index) => use(test.folder, ledger, { ...options, name: `${index}`, seed: index + 1 }),
    ),
  );
  isRunning = false;
  await watch;

  ok(largest > MEBIBYTE / 2 && largest <= MEBIBYTE, `${largest} bytes`);
  const left = drainAdopted(test.open(options)!);
  const dropped = ledger.dropped + test.droppedItems;
  ok(dropped > 0);
  equal(countMissing(ledger, left, { killed: 0 }), dropped);
});
