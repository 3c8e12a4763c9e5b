import { join } from "node:path";
import { openStore } from "../../../apps/viewer/store/open_store.ts";
import type { Figure } from "../figure.ts";
import { traceIdOf } from "../load/make_requests.ts";

const HOURS = 24;
const REQUESTS_AN_HOUR = 60;
const TEXT_BYTES = 4000;
const MEBIBYTE = 1024 ** 2;

/**
 * Fills a store to its limit, then writes for a simulated day as much as fits into it once more, and looks
 * at the size of its files every hour.
 */
export async function measureSize(
  { folder, maxMebibytes }: { readonly folder: string; readonly maxMebibytes: number },
): Promise<readonly Figure[]> {
  const path = join(folder, "size.db");
  const maxBytes = maxMebibytes * MEBIBYTE;
  let now = Date.UTC(2026, 0, 1);
  const store = await openStore({ path, maxBytes, now: () => now });
  const spansARequest = Math.ceil(maxBytes / TEXT_BYTES / HOURS / REQUESTS_AN_HOUR);
  let number = 0;
  const writeHour = async () => {
    for (let request = 0; request < REQUESTS_AN_HOUR; request++) {
      now += 3_600_000 / REQUESTS_AN_HOUR;
      const spans = Array.from({ length: spansARequest }, () => makeSpan(number++, now));
      await store.writeTraces({
        resourceSpans: [{
          scopeSpans: [{ spans, schemaUrl: "" }],
          schemaUrl: "",
        }],
      });
    }
  };
  try {
    while ((await store.stats()).dropped === 0) await writeHour();
    const used: number[] = [];
    const files: number[] = [];
    for (let hour = 0; hour < HOURS; hour++) {
      await writeHour();
      used.push((await store.stats()).bytes);
      files.push(Deno.statSync(path).size + Deno.statSync(`${path}-wal`).size);
    }
    const off = (bytes: readonly number[]) =>
      Math.max(...bytes.map((size) => Math.abs(size / maxBytes - 1))) * 100;
    return [
      { name: "database, furthest from the limit", value: off(used), unit: "%", atMost: 5 },
      { name: "files, with the log, furthest from it", value: off(files), unit: "%", atMost: 5 },
    ];
  } finally {
    await store.close();
  }
}

function makeSpan(number: number, nowMillis: number) {
  const traceId = traceIdOf(number);
  const start = BigInt(nowMillis) * 1_000_000n;
  return {
    traceId,
    spanId: traceId.slice(0, 16),
    parentSpanId: "",
    traceState: "",
    flags: 0,
    name: "work",
    kind: 1,
    startTimeUnixNano: start,
    endTimeUnixNano: start + 1_000_000n,
    attributes: [{ key: "text", value: { stringValue: traceId.repeat(TEXT_BYTES / 32) } }],
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
  };
}
