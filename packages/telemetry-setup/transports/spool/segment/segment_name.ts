import type { Signal } from "../../transport.ts";

/** What the name of a file in a spool says. */
export interface SegmentName {
  readonly file: string;
  readonly signal: Signal;
  readonly destinationDigest: string;
  /** When the file was made, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** Whether it holds what receivers refused. */
  readonly isQuarantine: boolean;
}

const NAME = /^(traces|metrics|logs)-([0-9a-z]+)-(\d{1,16})-[0-9a-z]+\.(segment|quarantine)$/;

/** Names a new file. No two have the same name, whoever makes them. */
export function createSegmentName(
  { signal, destinationDigest }: Pick<SegmentName, "signal" | "destinationDigest">,
  { now, isQuarantine }: { readonly now: number; readonly isQuarantine: boolean },
): SegmentName {
  const createdAt = Math.max(0, Math.floor(now));
  const unique = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  const ending = isQuarantine ? "quarantine" : "segment";
  const file = `${signal}-${destinationDigest}-${createdAt}-${unique}.${ending}`;
  return { file, signal, destinationDigest, createdAt, isQuarantine };
}

/** Reads a file's name; `undefined` where it is not one of a spool. */
export function parseSegmentName(file: string): SegmentName | undefined {
  const match = NAME.exec(file);
  if (match === null) return undefined;
  return {
    file,
    signal: match[1] as Signal,
    destinationDigest: match[2]!,
    createdAt: Number(match[3]),
    isQuarantine: match[4] === "quarantine",
  };
}
