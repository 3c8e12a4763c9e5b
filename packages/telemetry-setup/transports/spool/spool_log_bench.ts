import { openSpool } from "./open_spool.ts";
import { scanSegment } from "./segment/scan_segment.ts";
import { segmentBytes } from "./testdata/segment_bytes.ts";
import { append, drain, drainAdopted, KEY } from "./testdata/test_spool.ts";

const LISTENER = { onDropped() {}, onProblem() {} };
const FACTS = { itemCount: 1, contentType: "application/x-protobuf", dueAt: 0 };
const LIMITS = { maxItems: 512, maxBytes: 4_000_000 };

const folder = Deno.makeTempDirSync();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const log = openSpool({ folder: `${folder}/healthy` }, { listener: LISTENER })!.open(KEY);

for (const bytes of [1000, 100_000]) {
  const payload = new Uint8Array(bytes);
  // What is done for each payload while the receiver is there.
  Deno.bench(`write, read and settle ${bytes} bytes`, () => {
    log.append(payload, FACTS);
    log.read(LIMITS)!.accepted();
  });
}

const megabyte = "x".repeat(1_000_000);
Deno.bench(
  "take over, read and settle 100 MB in requests of 1 MB",
  { n: 10, warmup: 1 },
  (bench) => {
    const first = openSpool({ folder: `${folder}/left` }, { listener: LISTENER })!;
    const left = first.open(KEY);
    for (let count = 0; count < 100; count++) append(left, megabyte);
    first.close();
    const second = openSpool({ folder: `${folder}/left` }, { listener: LISTENER })!;
    bench.start();
    drainAdopted(second);
    bench.end();
    second.close();
  },
);

const records = Array.from({ length: 4000 }, () => ({ text: "x".repeat(1000), itemCount: 1 }));
const { bytes } = segmentBytes(records);
Deno.bench("scan a file of 4 MB in payloads of 1 KB", () => {
  scanSegment(bytes);
});

Deno.bench("write and read 4 MB in payloads of 1 KB, while no receiver is there", () => {
  for (const { text } of records) append(log, text);
  drain(log);
});
