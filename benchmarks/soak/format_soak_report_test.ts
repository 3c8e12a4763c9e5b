import assert from "node:assert/strict";
import { formatSoakReport } from "./format_soak_report.ts";

Deno.test("formatSoakReport() has a line for each fault, and says what is not well", () => {
  const balance = {
    created: 10,
    delivered: 6,
    spooled: 1,
    quarantined: 0,
    lost: { "status 400": 2, "too old": 1 },
    lastMoments: 0,
    missing: 3,
    duplicates: 4,
    strangers: 0,
    examples: [],
  };
  const page = formatSoakReport({
    date: "2026-01-02",
    duration: 3,
    facts: { cores: 2 },
    groups: [{
      title: "The receiver",
      reports: [
        { name: "answers 400", balance, problems: [], said: "" },
        { name: "a | b", balance, problems: ["one is\nmissing", "late"], said: "" },
        { name: "crashed", problems: ["it ended"], said: "" },
      ],
    }],
  });
  const cells = page.split("\n").filter((line) => line.startsWith("|"))
    .map((line) => line.slice(2, -2).split(/(?<!\\)\|/).map((cell) => cell.trim()));
  assert.deepEqual(cells.slice(2), [
    ["answers 400", "10", "6", "1", "0", "2 status 400; 1 too old", "0", "3", "4", "well"],
    [
      ...["a \\| b", "10", "6", "1", "0", "2 status 400; 1 too old", "0", "3", "4"],
      "one is missing; late",
    ],
    ["crashed", "-", "-", "-", "-", "-", "-", "-", "-", "it ended"],
  ]);
  assert.match(page, /2026-01-02.+in 3 minutes/);
  assert.match(page, /^- cores: 2$/m);
});
