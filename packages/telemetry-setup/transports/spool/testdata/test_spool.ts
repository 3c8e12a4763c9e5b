import type { PayloadBatch, PayloadLog } from "../../queue/payload_log.ts";
import { openSpool, type SpoolSettings } from "../open_spool.ts";
import { listSpoolFiles } from "../spool_folder.ts";
import type { Spool, SpoolKey, SpoolListener } from "../spool.ts";

/** Whether tests may make folders and files. */
export const MAY_WRITE: boolean = (["read", "write"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** The route of most tests. */
export const KEY: SpoolKey = {
  signal: "logs",
  destinationDigest: "00ff",
  destination: "http://localhost:4318",
};

/** Reads all that there is. */
export const ALL = { maxItems: Infinity, maxBytes: Infinity };

type Dropped = Parameters<SpoolListener["onDropped"]>[0];

/** A spool in a folder of its own, with a clock that stands still; removed at the end. */
export class TestSpool implements Disposable {
  readonly #temporary = Deno.makeTempDirSync();
  readonly folder: string = `${this.#temporary}/state/spool`;
  readonly dropped: Dropped[] = [];
  readonly problems: string[] = [];
  now = 1_795_392_000_000;
  readonly #opened: Spool[] = [];

  /** Opens the folder, as one more process. */
  open(settings: Omit<SpoolSettings, "folder"> = {}): Spool | undefined {
    const spool = openSpool({ folder: this.folder, ...settings }, {
      listener: {
        onDropped: (dropped) => this.dropped.push(dropped),
        onProblem: (message) => this.problems.push(message),
      },
      now: () => this.now,
    });
    if (spool !== undefined) this.#opened.push(spool);
    return spool;
  }

  /** Items that were told as dropped. */
  get droppedItems(): number {
    return this.dropped.reduce((sum, { itemCount }) => sum + itemCount, 0);
  }

  /** Names of all files but the marker. */
  get files(): string[] {
    return [...Deno.readDirSync(this.folder)].map(({ name }) => name)
      .filter((name) => !name.startsWith(".")).sort();
  }

  /** Bytes of all files, while others write. */
  get bytes(): number {
    return listSpoolFiles(this.folder).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  [Symbol.dispose](): void {
    for (const spool of this.#opened) spool.close();
    Deno.removeSync(this.#temporary, { recursive: true });
  }
}

/** Appends a text as a payload. */
export function append(
  log: PayloadLog,
  text: string,
  { itemCount = 1, contentType = "text/plain", dueAt = 0 } = {},
): boolean {
  return log.append(new TextEncoder().encode(text), { itemCount, contentType, dueAt });
}

/** The texts in a batch. */
export function textsIn(batch: PayloadBatch | undefined): string[] {
  return batch?.payloads.map((payload) => new TextDecoder().decode(payload)) ?? [];
}

/** Reads everything that is left, and settles it. */
export function drain(log: PayloadLog | undefined): string[] {
  const texts: string[] = [];
  for (let batch = log?.read(ALL); batch !== undefined; batch = log?.read(ALL)) {
    texts.push(...textsIn(batch));
    batch.accepted();
  }
  return texts;
}

/** Takes over everything that others left for the route of most tests, and settles it. */
export function drainAdopted(spool: Spool, key: SpoolKey = KEY): string[] {
  const texts: string[] = [];
  for (let log = spool.adopt(key); log !== undefined; log = spool.adopt(key)) {
    texts.push(...drain(log));
    log.close();
  }
  return texts;
}
