import { signal } from "@preact/signals";
import type { StoreChange, StoreStats } from "../../contract/stats.ts";

/** Goes up whenever something of a kind was stored. */
export const revisions = {
  spans: signal(0),
  logs: signal(0),
  metricPoints: signal(0),
};

/** What is in the store; absent until it is known. */
export const stats = signal<StoreStats | undefined>(undefined);

/** Whether changes are told at once. */
export const connected = signal(false);

/** Traces with new spans, as the last change tells. */
export const touched = signal<ReadonlySet<string>>(new Set());

/** No update of the pages: what is being looked at stays. */
export const paused = signal(false);

/** In {@linkcode touched}: any trace may have changed. */
export const EVERY_TRACE = "*";

/** All pages ask again: data was cleared or imported. */
export function refreshAll(): void {
  touched.value = new Set([EVERY_TRACE]);
  for (const revision of Object.values(revisions)) revision.value++;
}

/** Listens to the store. The browser connects again by itself when the viewer was away. */
export function startLive(): void {
  const source = new EventSource("/api/stream");
  let wasOpen = false;
  source.addEventListener("open", () => {
    connected.value = true;
    // Something may have been missed meanwhile.
    if (wasOpen) refreshAll();
    wasOpen = true;
  });
  source.addEventListener("error", () => {
    connected.value = false;
  });
  const listen = (event: MessageEvent<string>) => {
    const change = parse(event.data);
    if (change === undefined) return;
    touched.value = new Set(change.traceIds ?? []);
    const before = stats.value;
    if (change.stats !== undefined) {
      stats.value = change.stats;
      // Another page has cleared the data: nothing is new, but much is gone.
      if (before !== undefined && change.stats.spans < before.spans && isEmpty(change)) {
        refreshAll();
      }
    }
    for (const kind of ["spans", "logs", "metricPoints"] as const) {
      if ((change[kind] ?? 0) > 0) revisions[kind].value++;
    }
  };
  for (const kind of ["message", "change", "clear"]) source.addEventListener(kind, listen);
}

function isEmpty({ spans, logs, metricPoints }: Partial<StoreChange>): boolean {
  return (spans ?? 0) + (logs ?? 0) + (metricPoints ?? 0) === 0;
}

function parse(data: string): Partial<StoreChange> | undefined {
  try {
    return JSON.parse(data) as Partial<StoreChange>;
  } catch {
    return undefined;
  }
}
