import { equal, match } from "node:assert/strict";
import { renderSizingPage } from "./render_sizing_page.ts";
import { makeReport } from "./testdata/make_report.ts";

const PAGE = "# Sizes\n\n<!-- figures -->\n\nold\n\n<!-- end of figures -->\n\nBetween\n\n" +
  "<!-- sizes -->\n\nold\n\n<!-- end of sizes -->\n";

Deno.test("renderSizingPage() puts both tables between their comments, and the same each time", () => {
  const page = renderSizingPage(PAGE, makeReport());
  match(page, /\| spans a second, a core +\| 100,000 \| 50,000 +\| 25,000 +\|\n/);
  match(page, /\nThe gateway kept 1\.0 % of the spans\./);
  match(page, /\| requests a second .*\| 1,000 +\| 10,000 +\| 100,000 +\| 1,000,000 +\|\n/);
  match(page, /\| gateways, cores together +\| 0\.07 +\| 0\.67 +\| 6\.7 +\| 67 +\|\n/);
  match(page, /\n\nBetween\n\n/);
  equal(renderSizingPage(page, makeReport()), page);
});
