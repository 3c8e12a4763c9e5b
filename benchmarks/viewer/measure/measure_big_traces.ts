import { fileURLToPath } from "node:url";
import type { PageFigures } from "../../../apps/viewer/ui/testing/page_figures.ts";
import { VIEWER_V8_FLAGS } from "../../../tools/viewer/viewer_v8_flags.ts";
import type { Figure } from "../figure.ts";

/** Spans of a trace, and milliseconds in which it has to be open. */
const SIZES = [[10_000, 500], [100_000, 3000]] as const;
const MAX_FRAME_MS = 50;
const PROGRAM = new URL("../../../apps/viewer/ui/testing/measure_pages.ts", import.meta.url);

/** How long big traces take to open in Chromium, and the longest frame while they are scrolled. */
export async function measureBigTraces(folder: string): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [spans, atMost] of SIZES) {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", VIEWER_V8_FLAGS, "-A", fileURLToPath(PROGRAM), folder, String(spans)],
    }).output();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`Cannot measure the pages: ${decoder.decode(stderr)}`);
    const { open, frame, busy }: PageFigures = JSON.parse(decoder.decode(stdout));
    const size = `${spans.toLocaleString("en")} spans`;
    figures.push(
      { name: `${size}: opens in`, value: open, unit: "ms", atMost },
      { name: `${size}: longest frame`, value: frame, unit: "ms", atMost: MAX_FRAME_MS },
      { name: `${size}: the page's thread, a frame`, value: busy, unit: "ms" },
    );
  }
  return figures;
}
