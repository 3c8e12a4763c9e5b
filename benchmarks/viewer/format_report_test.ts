import { match } from "node:assert/strict";
import { formatReport } from "./format_report.ts";

Deno.test("formatReport() shows each figure beside its limit, and says which is not kept", () => {
  const page = formatReport({
    date: "2026-11-23",
    spans: 1_000_000,
    facts: { cores: 2 },
    figures: [
      { name: "list", value: "3 ms", limit: "100 ms", isKept: true },
      { name: "memory", value: "300 MB", limit: "250 MB", isKept: false },
      { name: "bytes a span", value: "440" },
    ],
  });
  match(page, /1,000,000 spans/);
  match(page, /\| list {9}\| 3 ms {5}\| 100 ms \| yes {4}\|/);
  match(page, /\| memory {7}\| 300 MB {3}\| 250 MB \| \*\*no\*\* \|/);
  match(page, /\| bytes a span \| 440 {6}\| – {6}\| – {6}\|/);
  match(page, /- cores: 2/);
});
