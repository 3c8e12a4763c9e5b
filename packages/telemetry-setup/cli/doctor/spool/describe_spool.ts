import type { SpoolInspection } from "../../../transports/spool/inspect_spool.ts";
import type { Finding } from "../finding.ts";
import { formatAge } from "./format_age.ts";
import { formatBytes } from "./format_bytes.ts";
import { formatItems } from "./format_items.ts";

/** What {@linkcode describeSpool} has to know besides what lies in the folder. */
export interface DescribeSpoolOptions {
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Says what lies in a spool folder: its size and age, what waits, and what is wrong: items that
 * receivers refused, which nobody sends again by himself, and what cannot be read any more.
 */
export function describeSpool(
  { bytes, waiting, quarantined, unreadableFiles }: SpoolInspection,
  { folder, now }: DescribeSpoolOptions,
): readonly Finding[] {
  const subject = "spool";
  const all = [...waiting, ...quarantined];
  const findings: Finding[] = [];
  const right = (message: string) => void findings.push({ subject, ok: true, message });
  const wrong = (message: string) => void findings.push({ subject, ok: false, message });
  if (all.length === 0) right(`nothing waits in ${folder}`);
  else {
    const oldest = Math.min(...all.map(({ oldestTime = now }) => oldestTime));
    right(`${formatBytes(bytes)} in ${folder}, the oldest of ${formatAge(now - oldest)} ago`);
  }
  for (const { signal, destination, itemCount, bytes } of waiting) {
    if (itemCount === 0) continue;
    const wait = itemCount === 1 ? "waits" : "wait";
    right(
      `${formatItems(signal, itemCount)} for ${destination || "an unknown receiver"} ` +
        `${wait} to be sent, ${formatBytes(bytes)}`,
    );
  }
  for (const { signal, destination, reasons } of quarantined) {
    for (const [reason, itemCount] of Object.entries(reasons)) {
      const items = formatItems(signal, itemCount);
      wrong(
        `Cannot deliver ${items} to ${destination || "an unknown receiver"}: refused ` +
          `(${reason || "no reason is known"}); send again with --replay, delete with --purge`,
      );
    }
  }
  for (const { signal, damagedItems } of all) {
    if (damagedItems === 0) continue;
    wrong(`Cannot read ${formatItems(signal, damagedItems)}: damaged in ${folder}`);
  }
  if (unreadableFiles > 0) wrong(`Cannot read ${unreadableFiles} files in ${folder}`);
  return findings;
}
