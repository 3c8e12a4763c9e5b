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

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Distances of the marks of a time axis, in seconds: those at which clocks show round times. */
const TIME_STEPS = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 365].map((days) => days * DAY),
];

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
      incrs: TIME_STEPS,
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
