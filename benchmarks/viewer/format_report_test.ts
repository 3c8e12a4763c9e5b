import { match } from "node:assert/strict";
import { formatReport } from "./format_report.ts";

Deno.test("formatReport() shows each figure beside its limit, and says which is not kept", () => {
  const page = formatReport({
    facts: { cores: 2 },
    sections: {
      "Start": {
        date: "2026-11-23",
        seconds: 12,
        load: 0.5,
        notes: ["Ten starts."],
        figures: [
          { name: "list", value: 3.04, unit: "ms", atMost: 100 },
          { name: "memory", value: 300, unit: "MB", atMost: 250 },
          { name: "ingest", value: 30_211, unit: "spans", atLeast: 15_000 },
          { name: "bytes a span", value: 440, unit: "bytes" },
        ],
      },
    },
  });
  match(page, /- cores: 2/);
  match(page, /## Start\n\nTen starts\.\n2026-11-23, in 12 s; .+ before: 0\.5\./);
  match(page, /\| list +\| 3 ms +\| ≤ 100 ms +\| yes +\|/);
  match(page, /\| memory +\| 300 MB +\| ≤ 250 MB +\| \*\*no\*\* \|/);
  match(page, /\| ingest +\| 30,211 spans +\| ≥ 15,000 spans +\| yes +\|/);
  match(page, /\| bytes a span +\| 440 bytes +\| – +\| – +\|/);
});
