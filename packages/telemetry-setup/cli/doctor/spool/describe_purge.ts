import type { PurgedSpool } from "../../../transports/spool/purge_spool.ts";
import type { Finding } from "../finding.ts";
import { formatBytes } from "./format_bytes.ts";

/** Says what was deleted in a spool folder, and what is still there. */
export function describePurge(
  { bytes, itemCount, filesLeft }: PurgedSpool,
  folder: string,
): readonly Finding[] {
  const subject = "spool";
  const items = `${itemCount} ${itemCount === 1 ? "item" : "items"} that nobody had received`;
  const findings = [{
    subject,
    ok: true,
    message: bytes === 0
      ? `nothing to delete in ${folder}`
      : `deleted ${formatBytes(bytes)} in ${folder}, ${items}`,
  }];
  if (filesLeft === 0) return findings;
  const files = filesLeft === 1 ? "1 file" : `${filesLeft} files`;
  const message = `Cannot delete ${files} in ${folder}: in use by processes that run`;
  return [...findings, { subject, ok: false, message }];
}
