import type { Finding } from "./match_libraries.ts";

/** What the user should know beside the list of packages, one line for each library that has such. */
export function formatRemarks(findings: readonly Finding[]): string {
  if (findings.length === 0) return "No library is known that the application uses\n";
  return findings.map((finding) => {
    const { library, versions, from, supported, range, note } = finding;
    const subject = versions.includes("*") ? library : `${library} ${versions.join(", ")}`;
    if (!supported) return `${subject}: not supported; the instrumentation is for ${range}\n`;
    if (from === "built in") {
      return `${subject}: built in${note === undefined ? "" : `; ${note}`}\n`;
    }
    return note === undefined ? "" : `${subject}: ${note}\n`;
  }).join("");
}
