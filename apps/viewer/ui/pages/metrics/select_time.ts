import type uPlot from "uplot";
import { setParams } from "../../state/router.ts";

/** Makes the selected part the page's stretch of time. */
export function selectTime(plot: uPlot): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  const nano = (position: number) =>
    (BigInt(Math.round(plot.posToVal(position, "x") * 1e6)) * 1000n).toString();
  const changes = { from: nano(left), to: nano(left + width), range: undefined };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  setParams(changes);
}
