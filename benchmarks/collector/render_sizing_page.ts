import { replaceSection } from "../../tools/docs/replace_section.ts";
import { formatFigures } from "./format_figures.ts";
import { formatSizes } from "./format_sizes.ts";
import type { SizingReport } from "./sizing_report.ts";

/**
 * Puts the figures of a run into the page about sizes, between its comments `figures` and `sizes`.
 *
 * @param page `docs/sizing.md` as it is.
 * @throws {Error} If the comments are not there.
 */
export function renderSizingPage(page: string, report: SizingReport): string {
  const withFigures = replaceSection(page, { name: "figures", text: formatFigures(report) });
  return replaceSection(withFigures, { name: "sizes", text: formatSizes(report) });
}
