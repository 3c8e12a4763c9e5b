import type uPlot from "uplot";
import { formatTime } from "../model/format/format_time.ts";

/** The value of a CSS variable as a colour that a canvas understands. */
export function cssColour(name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** Axes in the viewer's colours; `value` writes the numbers of the vertical one. */
export function plotAxes(
  options: { readonly utc: boolean; readonly value: (value: number) => string },
): uPlot.Axis[] {
  const stroke = cssColour("--muted");
  const grid = { stroke: cssColour("--line"), width: 1 };
  const shared = { stroke, grid, ticks: { ...grid, size: 4 }, font: "11px system-ui" } as const;
  return [
    {
      ...shared,
      size: 26,
      space: 90,
      values: (_, ticks) => {
        const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 1;
        const digits = step >= 1 ? 0 : 3;
        return ticks.map((tick) =>
          formatTime(BigInt(Math.round(tick * 1000)) * 1_000_000n, { utc: options.utc, digits })
        );
      },
    },
    {
      ...shared,
      grid: { ...grid, filter: (_, ticks) => ticks.map((tick) => keepTick(tick, ticks)) },
      size: 62,
      space: 26,
      values: (_, ticks) =>
        ticks.map((tick) => tick === null || tick === undefined ? "" : options.value(tick)),
    },
  ];
}

/** On a logarithmic axis, which has many ticks, only powers of ten get a line. */
function keepTick(tick: number, ticks: readonly number[]): number | null {
  if (ticks.length < 12 || tick <= 0) return tick;
  const power = Math.log10(tick);
  return Math.abs(power - Math.round(power)) < 1e-9 ? tick : null;
}
